package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.MluviiClient.WEBHOOKS;
import static dev.postrider.server.platforms.MluviiClient.json;
import static dev.postrider.server.platforms.MluviiClient.model;
import static dev.postrider.server.platforms.MluviiClient.nothing;
import static dev.postrider.server.platforms.MluviiClient.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Samples;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** mluvii's management API, by the numbers of its requirements. */
final class MluviiApiTest extends PlatformTest {
  private static final String URL = "https://example.com/hook";

  private MluviiClient client;

  MluviiApiTest() {
    super("mluvii");
  }

  @BeforeEach
  void signIn() throws Exception {
    client = MluviiClient.of(server, customer, "{}");
  }

  @AfterEach
  void signOut() {
    client.close();
  }

  @Test
  void M_25_createAnswersTheNewIdAsABareInteger() throws Exception {
    HttpResponse<String> answer = client.call("POST", WEBHOOKS, sample("webhook-create-request"));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).matches("[1-9][0-9]*");
    assertThat(Integer.parseInt(answer.body())).isPositive();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void M_10_plainHttpIsAcceptedWithAWarning() throws Exception {
    HttpResponse<String> plain = client.create("http://example.com/hook", "SessionStarted");
    assertThat(plain.statusCode()).isEqualTo(201);
    assertThat(plain.headers().firstValue("Warning").orElseThrow())
        .startsWith("299 - \"")
        .contains("not encrypted");
    String body = model("HTTP://example.com/other", "SessionStarted");
    HttpResponse<String> changed = client.put(plain.body(), body);
    assertThat(changed.statusCode()).isEqualTo(204);
    assertThat(changed.headers().firstValue("Warning")).isPresent();
    assertThat(client.create(URL, "SessionStarted").headers().firstValue("Warning")).isEmpty();
  }

  @Test
  void M_26_aUrlThatIsThereAnswersItsIdWhichThenIsPut() throws Exception {
    String body = sample("webhook-create-request");
    String id = client.call("POST", WEBHOOKS, body).body();
    HttpResponse<String> again =
        client.create("http://go:isawesome@localhost:5000/mluviiwebhook", "SessionCreated");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).isEqualTo(id);
    assertThat(types(json(client.get(id)))).doesNotContain("SessionCreated");
    assertThat(client.put(id, body).statusCode()).isEqualTo(204);
    assertThat(client.list()).hasSize(1);
  }

  @Test
  void M_26_onlyTheSameTextIsTheSameUrl() throws Exception {
    Set<String> ids = new HashSet<>();
    for (String url : List.of("http://example.com", "http://example.com/", "http://EXAMPLE.com/")) {
      ids.add(client.created(url, "SessionStarted"));
    }
    assertThat(ids).hasSize(3);
    assertThat(client.create("http://example.com", "SessionStarted").statusCode()).isEqualTo(409);
  }

  @Test
  void M_26_oneOfManyAtOnceIsCreated() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> runs =
          IntStream.range(0, 8)
              .mapToObj(_ -> threads.submit(() -> client.create(URL, "SessionStarted")))
              .toList();
      List<Integer> statuses = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (Future<HttpResponse<String>> run : runs) {
        statuses.add(run.get().statusCode());
        ids.add(run.get().body());
      }
      assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
      assertThat(ids).hasSize(1);
    }
  }

  @Test
  void M_27_getAnswersTheModelAsItWasGiven() throws Exception {
    String id = client.call("POST", WEBHOOKS, sample("webhook-create-request")).body();
    JsonNode model = json(client.get(id));
    JsonNode expected = JsonMapper.shared().readTree(sample("webhook-get-200-response"));
    assertThat(model.propertyNames()).containsExactlyElementsOf(expected.propertyNames());
    assertThat(model.path("id").isInt()).isTrue();
    assertThat(model.path("id").asString()).isEqualTo(id);
    assertThat(model.path("callbackUrl")).isEqualTo(expected.path("callbackUrl"));
    assertThat(types(model)).containsExactlyInAnyOrderElementsOf(types(expected));
    nothing(404, client.get("2147483647"));
  }

  @Test
  void M_28_putReplaces() throws Exception {
    String id = client.created(URL, "SessionStarted", "SessionEnded");
    HttpResponse<String> answer =
        client.put(id, model("https://example.com/other?a=b", "UserStatusChanged"));
    nothing(204, answer);
    JsonNode model = json(client.get(id));
    assertThat(model.path("callbackUrl").asString()).isEqualTo("https://example.com/other?a=b");
    assertThat(types(model)).containsExactly("UserStatusChanged");
    nothing(404, client.put("2147483647", model(URL, "SessionStarted")));
    assertThat(client.put(id, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void M_29_deleteDeletesOneOrAll() throws Exception {
    String one = client.created(URL, "SessionStarted");
    client.created(URL + "2", "SessionStarted");
    client.created(URL + "3", "SessionStarted");
    nothing(204, client.delete(one));
    nothing(404, client.delete(one));
    nothing(404, client.get(one));
    nothing(404, client.put(one, model(URL, "SessionStarted")));
    assertThat(client.list()).hasSize(2);
    nothing(204, client.call("DELETE", WEBHOOKS, null));
    assertThat(client.list()).isEmpty();
    nothing(404, client.call("DELETE", WEBHOOKS, null));
    assertThat(client.create(URL, "SessionStarted").statusCode()).isEqualTo(201);
  }

  @Test
  void M_30_listShowsEveryModelWithItsId() throws Exception {
    assertThat(client.list()).isEmpty();
    String one = client.created(URL, "SessionStarted");
    String two = client.created(URL + "2", "SessionEnded");
    assertThat(client.list()).containsExactly(json(client.get(one)), json(client.get(two)));
  }

  @Test
  void M_31_refusalsHaveNoBodyAndBadBodiesOneMessagePerField() throws Exception {
    String id = client.created(URL, "SessionStarted");
    String good = client.token;
    for (String bad : new String[] {"", "x", good + "x", "a.b.c"}) {
      client.token = bad;
      everywhere(401, id);
    }
    try (MluviiClient limited =
        MluviiClient.of(server, customer, "{\"permissions\":[\"Chatbot\"]}")) {
      client.token = limited.token;
      everywhere(403, id);
    }
    try (MluviiClient permitted =
        MluviiClient.of(server, customer, "{\"permissions\":[\"Webhooks\",\"Chatbot\"]}")) {
      assertThat(permitted.list()).hasSize(1);
    }
    client.token = good;
    HttpResponse<String> wrong = client.call("POST", WEBHOOKS, "{\"eventTypes\":[\"Nothing\"]}");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body())
        .isEqualTo(
            "{\"EventTypes[0]\":\"The EventTypes[0] field must be a type of event.\","
                + "\"CallbackUrl\":\"The CallbackUrl field is required.\"}");
    assertThat(JsonMapper.shared().readTree(wrong.body()).path("CallbackUrl"))
        .isEqualTo(JsonMapper.shared().readTree(sample("400-response")).path("CallbackUrl"));
    for (String body : new String[] {null, "[]", "{", "7", "null"}) {
      HttpResponse<String> malformed = client.call("POST", WEBHOOKS, body);
      assertThat(malformed.statusCode()).as(body).isEqualTo(400);
      assertThat(JsonMapper.shared().readTree(malformed.body()).path("Body").isString()).isTrue();
    }
  }

  private void everywhere(int status, String id) throws IOException, InterruptedException {
    nothing(status, client.call("GET", WEBHOOKS, null));
    nothing(status, client.call("POST", WEBHOOKS, "{}"));
    nothing(status, client.call("DELETE", WEBHOOKS, null));
    nothing(status, client.get(id));
    nothing(status, client.put(id, "{}"));
    nothing(status, client.delete("2147483647"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "EventTypes     | {'callbackUrl':'https://example.com/'}",
        "EventTypes     | {'eventTypes':null,'callbackUrl':'https://example.com/'}",
        "EventTypes     | {'eventTypes':[],'callbackUrl':'https://example.com/'}",
        "EventTypes     | {'eventTypes':'SessionStarted','callbackUrl':'https://example.com/'}",
        "EventTypes[1]  | {'eventTypes':['SessionStarted','StatRealTime'],'callbackUrl':'https://example.com/'}",
        "EventTypes[0]  | {'eventTypes':[''],'callbackUrl':'https://example.com/'}",
        "EventTypes[0]  | {'eventTypes':[null],'callbackUrl':'https://example.com/'}",
        "EventTypes[0]  | {'eventTypes':[1],'callbackUrl':'https://example.com/'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted']}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':null}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':''}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':7}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'/hook'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'example.com/hook'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https://'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https:///hook'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'ftp://example.com/'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'javascript:alert(1)'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https://example.com/a\\r\\nX: y'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https://example.com/\\u007f'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https://example.com/\\ud800'}",
        "CallbackUrl    | {'eventTypes':['SessionStarted'],'callbackUrl':'https://example.com:99999/'}",
      })
  void M_32_bothMembersAreRequiredAndTheUrlIsValid(String field, String body) throws Exception {
    String id = client.created(URL, "SessionStarted");
    for (HttpResponse<String> answer :
        List.of(
            client.call("POST", WEBHOOKS, body.replace('\'', '"')),
            client.put(id, body.replace('\'', '"')))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(JsonMapper.shared().readTree(answer.body()).propertyNames())
          .containsExactly(field);
    }
    assertThat(client.list()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "2147483647",
        "2147483648",
        "-2147483649",
        "99999999999999999999",
        "1.0",
        "x",
        "%31",
        "%00",
        "0x1"
      })
  void M_33_theIdIsAnInt32(String id) throws Exception {
    nothing(404, client.get(id));
    nothing(404, client.put(id, model(URL, "SessionStarted")));
    nothing(404, client.delete(id));
  }

  @Test
  void M_34_severalWebhooksCoexistAndKeepTheirQueries() throws Exception {
    for (String target : List.of("/a?secret=s%2B1&b=", "/b?secret=two", "/b")) {
      client.created(customer.receiver.url("127.0.0.1", target), "SessionStarted");
    }
    customer.sample("SessionStarted");
    assertThat(customer.received(3).stream().map(r -> r.target()))
        .containsExactlyInAnyOrder("/a?secret=s%2B1&b=", "/b?secret=two", "/b");
  }

  @Test
  void M_6_userinfoOfACallbackUrlAuthenticatesAndNoSignatureIsSent() throws Exception {
    String url = "http://go:isawesome@127.0.0.1:" + customer.receiver.port() + "/mluviiwebhook";
    client.created(url, "sessionstarted");
    byte[] body = customer.sample("SessionStarted");
    var request = customer.received(1).getFirst();
    assertThat(request.header("Authorization")).hasValue("Basic Z286aXNhd2Vzb21l");
    assertThat(request.body().text()).isEqualTo(new String(body, StandardCharsets.UTF_8));
    assertThat(request.headers().stream().map(h -> h.getKey().toLowerCase(java.util.Locale.ROOT)))
        .noneMatch(name -> name.startsWith("webhook-") || name.startsWith("svix-"));
  }

  @Test
  void M_16_all49TypesAreStoredWhateverTheirCapitalsAndRepetitions() throws Exception {
    List<String> all = Samples.of("mluvii");
    List<String> said = new ArrayList<>(all);
    all.forEach(name -> said.add(name.toLowerCase(java.util.Locale.ROOT)));
    String id = client.created(URL, said.toArray(String[]::new));
    assertThat(types(json(client.get(id)))).hasSize(49).containsExactlyInAnyOrderElementsOf(all);
    assertThat(natively(id).path("eventTypes")).hasSize(49);
    String some = client.created(URL + "2", "sessionCreated", "SESSIONENDED", "SessionCreated");
    assertThat(types(json(client.get(some))))
        .containsExactlyInAnyOrder("SessionCreated", "SessionEnded");
  }

  @Test
  void whatIsCreatedHereIsVisibleNativelyAndTheReverse() throws Exception {
    String id = client.created("https://go:secret@example.com", "SessionStarted");
    JsonNode endpoint = natively(id);
    assertThat(endpoint.path("url").asString()).isEqualTo("https://go:secret@example.com");
    assertThat(endpoint.path("signatureHeaders").asString()).isEqualTo("none");
    assertThat(endpoint.path("eventTypes").toString()).isEqualTo("[\"SessionStarted\"]");
    String some = customer.webhookAt(URL + "?native", "SessionEnded");
    String all = customer.webhookAt(URL + "?all");
    JsonNode list = client.list();
    assertThat(list).hasSize(3);
    assertThat(list.get(1).path("callbackUrl").asString()).isEqualTo(URL + "?native");
    assertThat(types(list.get(1))).containsExactly("SessionEnded");
    assertThat(types(list.get(2)))
        .hasSize(49)
        .containsExactlyInAnyOrderElementsOf(Samples.of("mluvii"));
    assertThat(client.create(URL + "?native", "SessionStarted").body())
        .isEqualTo(list.get(1).path("id").asString());
    nothing(204, client.delete(list.get(1).path("id").asString()));
    assertThat(customer.exists(some)).isFalse();
    assertThat(customer.api().delete(customer.path("/endpoint/" + all)).status()).isEqualTo(204);
    nothing(404, client.get(list.get(2).path("id").asString()));
  }

  @Test
  void anotherCustomersWebhooksDoNotExist() throws Exception {
    String id = client.created(URL, "SessionStarted");
    try (Customer other = new Customer(server, "mluvii");
        MluviiClient stranger = MluviiClient.of(server, other, "{}")) {
      assertThat(stranger.list()).isEmpty();
      nothing(404, stranger.get(id));
      nothing(404, stranger.put(id, model(URL, "SessionStarted")));
      nothing(404, stranger.delete(id));
      nothing(404, stranger.call("DELETE", WEBHOOKS, null));
      assertThat(stranger.create(URL, "SessionStarted").statusCode()).isEqualTo(201);
    }
    assertThat(client.list()).hasSize(1);
  }

  @Test
  void M_4_aPutResetsTheThreeDays_M_5_afterwardsTheWebhookIsGone() throws Exception {
    String url = customer.receiver.url();
    String id = client.created(url, "SessionStarted", "SessionEnded");
    String endpoint = natively(id).path("id").asString();
    customer.receiver.answer(_ -> Answer.status(500));
    customer.sample("SessionStarted");
    failing(endpoint);
    server.turn(Duration.ofHours(71));
    client.signIn();
    nothing(204, client.put(id, model(url, "SessionStarted", "SessionEnded")));
    assertThat(customer.endpoint(endpoint).has("failingSince")).isFalse();
    server.turn(Duration.ofHours(2));
    client.signIn();
    assertThat(client.get(id).statusCode()).isEqualTo(200);
    customer.sample("SessionEnded");
    failing(endpoint);
    server.turn(Duration.ofDays(3));
    client.signIn();
    nothing(404, client.get(id));
    assertThat(client.list()).isEmpty();
  }

  @Test
  void M_4_aPutResetsWithinTheFirstMinuteToo() throws Exception {
    String url = customer.receiver.url();
    String id = client.created(url, "SessionStarted");
    String endpoint = natively(id).path("id").asString();
    customer.receiver.answer(_ -> Answer.status(500));
    customer.sample("SessionStarted");
    customer.attempts(endpoint, 1);
    server.turn(Duration.ofSeconds(10));
    customer.attempts(endpoint, 2);
    nothing(204, client.put(id, model(url, "SessionStarted")));
    server.turn(Duration.ofSeconds(31));
    Instant next = server.now();
    customer.attempts(endpoint, 3);
    server.turn(Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() -> customer.endpoint(endpoint).has("failingSince"));
    assertThat(Instant.parse(customer.endpoint(endpoint).path("failingSince").asString()))
        .isEqualTo(next);
    server.turn(Duration.between(server.now(), next.plus(Duration.ofDays(3)).minusSeconds(1)));
    assertThat(customer.exists(endpoint)).isTrue();
    server.turn(Duration.ofSeconds(1));
    assertThat(customer.exists(endpoint)).isFalse();
  }

  @Test
  void M_10_theNativeApiWarnsOfPlainHttpInTheSameWords() throws Exception {
    String url = "http://example.com/natively";
    var created = customer.register("{\"uid\":\"n\",\"url\":\"" + url + "\"}");
    String warning = created.headers().firstValue("Warning").orElseThrow();
    assertThat(client.create(url + "2", "SessionStarted").headers().firstValue("Warning"))
        .hasValue(warning);
    String text = created.require(201).at("/warnings/0").asString();
    assertThat(warning).isEqualTo("299 - \"" + text + "\"");
    String path = customer.path("/endpoint/n");
    assertThat(customer.api().get(path).require(200).at("/warnings/0").asString()).isEqualTo(text);
    assertThat(customer.api().get(path).headers().firstValue("Warning")).isEmpty();
    assertThat(customer.api().patch(path, "{\"description\":\"d\"}").headers().map())
        .containsEntry("Warning", List.of(warning));
    var put = customer.api().put(path, "{\"uid\":\"n\",\"url\":\"https://example.com/\"}");
    assertThat(put.require(200).has("warnings")).isFalse();
    assertThat(put.headers().firstValue("Warning")).isEmpty();
  }

  /** Time passes until the directory knows that the endpoint fails. */
  private void failing(String endpoint) {
    Awaitility.await()
        .atMost(Customer.SOON)
        .untilAsserted(() -> {
          server.turn(Duration.ofMinutes(1));
          assertThat(customer.endpoint(endpoint).has("failingSince")).isTrue();
        });
  }

  /** The endpoint that the native API shows for a webhook, found by its URL. */
  private JsonNode natively(String id) throws IOException, InterruptedException {
    JsonNode url = json(client.get(id)).path("callbackUrl");
    return customer.api().all(customer.path("/endpoint")).stream()
        .filter(endpoint -> endpoint.path("url").equals(url))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> types(JsonNode model) {
    return model.path("eventTypes").valueStream().map(JsonNode::asString).toList();
  }
}
