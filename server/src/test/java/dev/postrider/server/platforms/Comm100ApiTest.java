package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.Comm100Client.WEBHOOKS;
import static dev.postrider.server.platforms.Comm100Client.error;
import static dev.postrider.server.platforms.Comm100Client.json;
import static dev.postrider.server.platforms.Comm100Client.model;
import static dev.postrider.server.platforms.Comm100Client.ok;
import static dev.postrider.server.platforms.Comm100Client.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Comm100's management API, by the numbers of its requirements. */
final class Comm100ApiTest extends PlatformTest {
  private static final String GUID =
      "[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}";
  private static final String URL = "http://www.google.com";
  private static final List<String> EVENTS =
      List.of(
          "offlineMessageIsSubmitted",
          "chatStarts",
          "chatEnds",
          "chatIsWrappedUp",
          "agentStatusChanges",
          "chatIsRequested",
          "chatIsTransferred");

  private Comm100Client client;

  Comm100ApiTest() {
    super("comm100");
  }

  @BeforeEach
  void signIn() throws Exception {
    // Another test's calls do not count any more (C-14).
    server.turn(Duration.ofMinutes(5));
    client = Comm100Client.of(server, customer, "");
  }

  @AfterEach
  void signOut() {
    client.close();
  }

  @Test
  void C_2_C_6_C_10_postCreatesAWebhookAndSaysWhere() throws Exception {
    HttpResponse<String> answer =
        client.call("POST", WEBHOOKS, sample("webhook-create-request").toString());
    assertThat(answer.statusCode()).isEqualTo(201);
    same(json(answer), sample("webhook-create-201-response"));
    String id = json(answer).path("id").asString();
    assertThat(id).matches(GUID);
    assertThat(answer.headers().firstValue("Location")).hasValue(WEBHOOKS + "/" + id);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(ok(client.call("GET", answer.headers().firstValue("Location").orElseThrow(), null)))
        .isEqualTo(json(answer));
    assertThat(client.created("chatStarts", URL)).as("a second of the same").isNotEqualTo(id);
    assertThat(client.list()).hasSize(2);
  }

  @Test
  void C_6_bothMembersAreRequired() throws Exception {
    assertThat(wrong("{}"))
        .isEqualTo("Parameter 'event' is required. Parameter 'targetUrl' is required.");
    assertThat(wrong("{\"targetUrl\":\"http://example.com\"}"))
        .isEqualTo("Parameter 'event' is required.");
    assertThat(wrong("{\"event\":\"chatStarts\"}")).isEqualTo("Parameter 'targetUrl' is required.");
    assertThat(client.list()).isEmpty();
  }

  @Test
  void C_2_C_5_getAnswersTheFlatObject() throws Exception {
    String id = client.created("chatStarts", URL);
    JsonNode webhook = ok(client.get(id));
    same(webhook, sample("webhook-get-200-response"));
    assertThat(webhook.path("id").asString()).isEqualTo(id);
    assertThat(ok(client.get(id.toLowerCase(Locale.ROOT)))).isEqualTo(webhook);
  }

  @Test
  void C_4_getAnswersAllAsAnArray() throws Exception {
    assertThat(client.list().isArray()).isTrue();
    assertThat(client.list()).isEmpty();
    String one = client.created("chatStarts", URL);
    same(client.list().get(0), sample("webhook-list-200-response").get(0));
    String two = client.created("chatEnds", URL);
    assertThat(client.list()).containsExactly(ok(client.get(one)), ok(client.get(two)));
  }

  @Test
  void C_7_putReplacesAndIgnoresAnIdInTheBody() throws Exception {
    String id = client.created("chatEnds", "https://example.com/old");
    String other = client.created("chatEnds", "https://example.com/other");
    ObjectNode body = (ObjectNode) sample("webhook-update-request");
    JsonNode answer = ok(client.put(id, body.put("id", other).toString()));
    same(answer, sample("webhook-update-200-response"));
    assertThat(answer.path("id").asString()).isEqualTo(id);
    assertThat(ok(client.get(id))).isEqualTo(answer);
    assertThat(ok(client.get(other)).path("targetUrl").asString())
        .isEqualTo("https://example.com/other");
    assertThat(error(400, client.put(id, "{\"event\":\"chatEnds\"}")))
        .isEqualTo("Parameter 'targetUrl' is required.");
    assertThat(ok(client.get(id))).isEqualTo(answer);
  }

  @Test
  void C_8_deleteAnswers204WithoutBody() throws Exception {
    String id = client.created("chatStarts", URL);
    HttpResponse<String> answer = client.delete(id);
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
    error(404, client.delete(id));
    error(404, client.get(id));
    error(404, client.put(id, model("chatStarts", URL)));
    assertThat(client.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "offlineMessageIsSubmitted,offline_message_submitted",
    "chatStarts,chat_started",
    "chatEnds,chat_ended",
    "chatIsWrappedUp,chat_wrapped_up",
    "agentStatusChanges,agent_status_away",
    "chatIsRequested,chat_requested",
    "chatIsTransferred,chat_transferred"
  })
  void C_3_C_20_anEventByItsRestNameBringsItsBodies(String event, String name) throws Exception {
    client.created(event, customer.receiver.url());
    customer.sample(name.equals("chat_ended") ? "chat_started" : "chat_ended");
    byte[] body = customer.sample(name);
    var request = customer.received(1).getFirst();
    assertThat(request.body().text())
        .isEqualTo(new String(body, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(request.headers().stream().map(h -> h.getKey().toLowerCase(Locale.ROOT)))
        .noneMatch(header -> header.startsWith("webhook-") || header.startsWith("svix-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chatstarts", "ChatStarts", "chat_started", "chatStarted", "", "login"})
  void C_3_noOtherNameIsAnEvent(String event) throws Exception {
    assertThat(wrong(model(event, URL)))
        .isEqualTo("Parameter 'event' must be one of %s.".formatted(String.join(", ", EVENTS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com/a?b=c", "https://me:secret@example.com:8443/"})
  void C_11_httpAndHttpsAreAcceptedAsTheyAreWritten(String url) throws Exception {
    String id = client.created("chatStarts", url);
    assertThat(ok(client.get(id)).path("targetUrl").asString()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "/hook",
        "http://",
        "http:///path",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http://exa\\u0000mple.com/",
        "http://example.com/\\r\\nHost: other",
        "http://example.com/a b",
        "http://example.com:99999/"
      })
  void C_16_aUrlThatIsNoneIsRefused(String url) throws Exception {
    assertThat(wrong(model("chatStarts", url)))
        .startsWith("Parameter 'targetUrl' must ")
        .endsWith(".");
  }

  @Test
  void C_16_aUrlThatIsTooLongIsRefused() throws Exception {
    assertThat(wrong(model("chatStarts", "http://example.com/" + "x".repeat(2_048))))
        .isEqualTo("Parameter 'targetUrl' must have 1 to 2048 characters.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "7",
        "{\"event\":\"chatStarts\"",
        "{\"event\":7,\"targetUrl\":\"http://example.com\"}",
        "{\"event\":null,\"targetUrl\":\"http://example.com\"}",
        "{\"event\":[\"chatStarts\"],\"targetUrl\":\"http://example.com\"}",
        "{\"event\":\"chatStarts\",\"targetUrl\":{}}",
        "{\"event\":\"chatStarts\",\"event\":\"chatEnds\",\"targetUrl\":\"http://example.com\"}",
      })
  void C_15_C_16_aBodyThatIsNoWebhookIsRefused(String body) throws Exception {
    wrong(body);
    assertThat(client.list()).isEmpty();
  }

  /** A POST of it is 400, and nothing is stored; the message. */
  private String wrong(String body) throws IOException, InterruptedException {
    List<JsonNode> before = customer.api().all(customer.path("/endpoint"));
    String message = error(400, client.call("POST", WEBHOOKS, body));
    assertThat(customer.api().all(customer.path("/endpoint"))).isEqualTo(before);
    return message;
  }

  @Test
  void C_16_whatIsNoGuidIs400AndWhatNamesNothingIs404() throws Exception {
    String id = client.created("chatStarts", URL);
    for (String text : new String[] {"x", "7", id + "0", id.replace("-", ""), "{" + id + "}"}) {
      everywhere(400, text.replace("{", "%7B").replace("}", "%7D"));
    }
    for (String guid :
        new String[] {
          "69FAB2B6-1189-4B96-BD06-1CBDADBC1164",
          "00000000-0000-0000-0000-000000000000",
          "ffffffff-ffff-ffff-ffff-ffffffffffff",
          id.substring(0, 35) + (id.endsWith("0") ? "1" : "0")
        }) {
      everywhere(404, guid);
    }
  }

  private void everywhere(int status, String id) throws IOException, InterruptedException {
    error(status, client.get(id));
    error(status, client.put(id, model("chatStarts", URL)));
    error(status, client.delete(id));
  }

  @Test
  void C_15_whateverTheServerRefusesHasTheSameForm() throws Exception {
    error(404, client.call("GET", "/v4/livechat/campaigns", null));
    error(404, client.call("GET", "/v4", null));
    error(404, client.call("GET", WEBHOOKS + "/1/2", null));
    HttpResponse<String> method = client.call("PATCH", WEBHOOKS, "{}");
    assertThat(error(405, method)).isEqualTo("This path answers GET, POST");
    assertThat(method.headers().firstValue("Allow")).hasValue("GET, POST");
    error(405, client.call("GET", "/oauth/token", null));
    error(413, client.call("POST", WEBHOOKS, "x".repeat(3 << 20)));
    assertThat(client.call("GET", "/v40", null).body()).contains("\"detail\"");
    assertThat(sample("error-400-response").propertyNames()).containsExactly("code", "message");
  }

  @Test
  void C_1_C_17_allFiveCallsNeedThePermission() throws Exception {
    String id = client.created("chatStarts", URL);
    try (Comm100Client limited =
        Comm100Client.of(server, customer, ",\"permissions\":[\"Chat\"]")) {
      for (HttpResponse<String> answer :
          List.of(
              limited.call("GET", WEBHOOKS, null),
              limited.create("chatStarts", URL),
              limited.get(id),
              limited.put(id, model("chatStarts", URL)),
              limited.delete(id))) {
        assertThat(error(403, answer)).isEqualTo("No Permission");
      }
    }
    try (Comm100Client permitted =
        Comm100Client.of(server, customer, ",\"permissions\":[\"Manage Integration\"]")) {
      assertThat(permitted.list()).hasSize(1);
    }
  }

  @Test
  void whatIsCreatedHereIsVisibleNativelyAndTheReverse() throws Exception {
    client.created("chatStarts", URL);
    JsonNode endpoint = customer.api().all(customer.path("/endpoint")).getFirst();
    assertThat(endpoint.path("url").asString()).isEqualTo(URL);
    assertThat(endpoint.path("eventTypes").toString()).isEqualTo("[\"chatStarts\"]");
    assertThat(endpoint.path("signatureHeaders").asString()).isEqualTo("none");
    String one = customer.webhookAt("https://example.com/native", "chatEnds");
    JsonNode webhook = client.list().get(1);
    assertThat(webhook.path("event").asString()).isEqualTo("chatEnds");
    String id = webhook.path("id").asString();
    ok(client.put(id, model("chatIsRequested", "https://example.com/new")));
    assertThat(customer.endpoint(one).path("url").asString()).isEqualTo("https://example.com/new");
    assertThat(client.delete(id).statusCode()).isEqualTo(204);
    assertThat(customer.exists(one)).isFalse();
  }

  @Test
  void anEndpointOfSeveralEventsIsAWebhookForEach() throws Exception {
    String endpoint = customer.webhookAt("https://example.com/two", "chatEnds", "chatStarts");
    JsonNode list = client.list();
    assertThat(list.valueStream().map(w -> w.path("event").asString()))
        .containsExactly("chatStarts", "chatEnds");
    String starts = list.get(0).path("id").asString();
    String ends = list.get(1).path("id").asString();
    assertThat(starts).isNotEqualTo(ends).matches(GUID);
    assertThat(ok(client.get(ends))).isEqualTo(list.get(1));
    assertThat(error(400, client.put(starts, model("chatEnds", URL)))).contains("has several");
    assertThat(client.delete(starts).statusCode()).isEqualTo(204);
    error(404, client.delete(starts));
    assertThat(customer.endpoint(endpoint).path("eventTypes").toString())
        .isEqualTo("[\"chatEnds\"]");
    JsonNode left = client.list().get(0);
    assertThat(left.path("id").asString()).isNotEqualTo(ends);
    assertThat(ok(client.get(ends))).as("the old id still leads to it").isEqualTo(left);
    assertThat(client.delete(ends).statusCode()).isEqualTo(204);
    assertThat(customer.exists(endpoint)).isFalse();
    assertThat(client.list()).isEmpty();
  }

  @Test
  void anEndpointOfAllEventsIsSevenWebhooksAndEndsWithTheLast() throws Exception {
    String endpoint = customer.webhook();
    JsonNode list = client.list();
    assertThat(list.valueStream().map(w -> w.path("event").asString()))
        .containsExactlyElementsOf(EVENTS);
    List<String> ids = new ArrayList<>();
    list.forEach(webhook -> ids.add(webhook.path("id").asString()));
    assertThat(ids).doesNotHaveDuplicates();
    for (String id : ids.subList(0, 6)) {
      assertThat(client.delete(id).statusCode()).isEqualTo(204);
    }
    customer.sample("chat_started");
    byte[] last = customer.sample("chat_transferred");
    assertThat(customer.received(1).getFirst().body().text())
        .isEqualTo(new String(last, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(client.delete(ids.get(6)).statusCode()).isEqualTo(204);
    assertThat(customer.exists(endpoint)).isFalse();
  }

  @Test
  void anotherCustomersWebhooksDoNotExist() throws Exception {
    String id = client.created("chatStarts", URL);
    try (Customer other = new Customer(server, "comm100");
        Comm100Client stranger = Comm100Client.of(server, other, "")) {
      assertThat(stranger.list()).isEmpty();
      error(404, stranger.get(id));
      error(404, stranger.put(id, model("chatStarts", URL)));
      error(404, stranger.delete(id));
    }
    assertThat(client.list()).hasSize(1);
  }

  /** The same members in the same order, and the same values but for the id. */
  private static void same(JsonNode webhook, JsonNode expected) {
    assertThat(webhook.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
    assertThat(webhook.path("event")).isEqualTo(expected.path("event"));
    assertThat(webhook.path("targetUrl")).isEqualTo(expected.path("targetUrl"));
  }
}
