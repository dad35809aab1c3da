package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.SingleWebhookClient.METHODS;
import static dev.postrider.server.platforms.SingleWebhookClient.json;
import static dev.postrider.server.platforms.SingleWebhookClient.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Qikchat's webhook settings, by the numbers of their requirements. */
final class QikchatApiTest extends PlatformTest {
  private static final String PATH = "/v1/configs/webhook";
  private static final String KEY = "QIKCHAT-API-KEY";
  private static final String URL = "https://example.com/hook";
  private static final String BASIC = "Basic dGVzdHVzZXI6dGVzdHBhc3M=";

  private SingleWebhookClient client;

  QikchatApiTest() {
    super("qikchat");
  }

  @BeforeEach
  void key() throws Exception {
    client = client(server, customer, "{}");
  }

  private static SingleWebhookClient client(
      TurnedServer server, Customer customer, String credential)
      throws IOException, InterruptedException {
    SingleWebhookClient client = SingleWebhookClient.of(server, customer, PATH, credential);
    client.key = new String[] {KEY, client.secret};
    return client;
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void Q_7_theSampleIsSetAndShown() throws Exception {
    HttpResponse<String> answer = client.call("POST", sample("qikchat/api-set-webhook-request"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":true,\"message\":\"Webhook set\",\"data\":"
                + "{\"url\":\"https://www.example.com/webhook\",\"headers\":{\"Authorization\":\"***\"}}}");
    assertThat(client.call("GET", null).body())
        .isEqualTo(answer.body().replace("Webhook set", "Webhook found"));
  }

  @Test
  void Q_7_Q_9_theUrlIsSetUpdatedAndRemoved() throws Exception {
    refused(404, client.call("GET", null));
    json(200, client.call("POST", body(customer.receiver.url("127.0.0.1", "/first"))));
    customer.sample("message-text");
    assertThat(customer.received(1).getLast().target()).isEqualTo("/first");
    JsonNode first = only();
    client.set(body(customer.receiver.url("127.0.0.1", "/second?a=b")));
    assertThat(only().path("id")).isEqualTo(first.path("id"));
    customer.sample("message-image");
    assertThat(customer.received(2).getLast().target()).isEqualTo("/second?a=b");
    HttpResponse<String> removed = client.call("DELETE", null);
    assertThat(removed.statusCode()).isEqualTo(200);
    assertThat(json(200, removed).path("status").asBoolean()).isTrue();
    assertThat(removed.body()).doesNotContain("data");
    refused(404, client.call("GET", null));
    refused(404, client.call("DELETE", null));
    customer.sample("message-audio");
    client.set(body(customer.receiver.url("127.0.0.1", "/third")));
    customer.sample("message-video");
    assertThat(customer.received(3).getLast().target()).isEqualTo("/third");
  }

  @Test
  void Q_7_settingTwiceAtOnceMakesOneWebhook() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> runs =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> client.call("POST", body(URL + i))))
              .toList();
      for (Future<HttpResponse<String>> run : runs) {
        assertThat(run.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(only().path("url")).isEqualTo(client.get().path("data").path("url"));
  }

  @Test
  void Q_8_userAndPasswordAreInEveryCallback() throws Exception {
    client.set(body(customer.receiver.url(), BASIC));
    customer.sample("message-text");
    customer.sample("status-sent");
    assertThat(customer.received(2))
        .allMatch(r -> r.header("Authorization").equals(Optional.of(BASIC)));
    String latin = "basic /GJlcjr85A";
    client.set(body(customer.receiver.url(), latin));
    customer.sample("status-read");
    assertThat(customer.received(3).getLast().header("Authorization")).hasValue(latin);
    client.set(body(customer.receiver.url()));
    customer.sample("status-delivered");
    assertThat(customer.received(4).getLast().header("Authorization")).isEmpty();
  }

  @Test
  void Q_8_userAndPasswordInTheUrlAreSentToo() throws Exception {
    String place = "127.0.0.1:" + customer.receiver.port() + "/hook";
    JsonNode set = client.set(body("http://testuser:testpass@" + place));
    assertThat(set.path("data").toString())
        .isEqualTo("{\"url\":\"http://" + place + "\",\"headers\":{\"Authorization\":\"***\"}}");
    customer.sample("message-text");
    assertThat(customer.received(1).getFirst().header("Authorization")).hasValue(BASIC);
  }

  @Test
  void Q_8_thePasswordIsShownNowhere() throws Exception {
    customer.receiver.answer(_ -> Answer.status(500));
    client.set(body(customer.receiver.url(), BASIC));
    String endpoint = only().path("id").asString();
    customer.sample("message-text");
    String seen =
        client.get()
            + only().toString()
            + customer.attempts(endpoint, 1)
            + customer.api().get(customer.path("/endpoint/" + endpoint + "/headers")).body()
            + client.call("PUT", body("nowhere", BASIC)).body();
    assertThat(seen)
        .contains("\"sensitive\":[\"Authorization\"]")
        .doesNotContain("testpass")
        .doesNotContain("dGVzdHVzZXI6dGVzdHBhc3M");
  }

  @Test
  void Q_7_aKeyThatIsNotKnownIsRefused() throws Exception {
    client.set(body(URL));
    for (String[] key :
        new String[][] {
          {},
          {KEY, "x"},
          {KEY, client.secret + "x"},
          {KEY, client.name},
          {KEY, "x".repeat(5_000)},
          {"Authorization", "Bearer " + client.secret},
          {"Authorization", "Bearer " + server.token()},
        }) {
      everywhere(401, client, key);
    }
    try (Customer other = new Customer(server, "yespo");
        SingleWebhookClient foreign = client(server, other, "{}")) {
      everywhere(401, client, KEY, foreign.secret);
    }
    try (SingleWebhookClient limited = client(server, customer, "{\"permissions\":[\"Send\"]}");
        SingleWebhookClient may = client(server, customer, "{\"permissions\":[\"Webhooks\"]}")) {
      everywhere(403, limited, limited.key);
      assertThat(may.get()).isEqualTo(client.get());
      customer.api().delete(customer.path("/credential/" + may.name)).require(204);
      everywhere(401, may, may.key);
    }
    client.key = new String[] {KEY.toLowerCase(Locale.ROOT), client.secret};
    assertThat(client.get().path("data").path("url").asString()).isEqualTo(URL);
    customer.api().delete(customer.path("")).require(204);
    everywhere(401, client, client.key);
  }

  private static void everywhere(int status, SingleWebhookClient client, String... key)
      throws IOException, InterruptedException {
    String[] kept = client.key;
    client.key = key;
    for (String method : METHODS) {
      refused(status, client.call(method, method.startsWith("P") ? body(URL + "2") : null));
    }
    client.key = kept;
  }

  @ParameterizedTest
  @MethodSource("dev.postrider.server.platforms.BadTargets#all")
  void Q_7_whatIsNoUrlIsRefusedInQikchatsForm(BadTargets.Bad bad) throws Exception {
    keepsItsWebhook(bad.says(), bad.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "headers               | []",
        "headers               | 'Basic dGVzdHVzZXI6dGVzdHBhc3M='",
        "headers               | {'X-Key':'a'}",
        "headers               | {'Authorization':'Basic dGVzdHVzZXI6dGVzdHBhc3M=','X-Key':'a'}",
        "headers               | {'Authorization':'Basic YTpi','authorization':'Basic YTpi'}",
        "headers.Authorization | {'Authorization':null}",
        "headers.Authorization | {'Authorization':7}",
        "headers.Authorization | {'Authorization':{}}",
        "headers.Authorization | {'Authorization':''}",
        "headers.Authorization | {'Authorization':'***'}",
        "headers.Authorization | {'Authorization':'Basic'}",
        "headers.Authorization | {'Authorization':'Basic '}",
        "headers.Authorization | {'Authorization':'Basic testuser:testpass'}",
        "headers.Authorization | {'Authorization':'Basic dGVzdHVzZXI='}",
        "headers.Authorization | {'Authorization':'Bearer dGVzdHVzZXI6dGVzdHBhc3M='}",
        "headers.Authorization | {'Authorization':'Basic dGVzdHVzZXI6dGVzdHBhc3M=\\r\\nX-Other: y'}",
        "headers.Authorization | {'Authorization':'Basic dGVzdHVzZXI6dGVz\\tdHBhc3M='}",
        "headers.Authorization | {'Authorization':'Basic YTpiDQpYOiB5'}",
        "headers.Authorization | {'Authorization':'Basic YTpi\\u0000'}",
        "headers.Authorization | {'Authorization':'Basic YTpi\\ud800'}",
      })
  void Q_8_whatIsNoBasicIsRefused(String says, String headers) throws Exception {
    keepsItsWebhook(
        says, "{\"url\":\"" + URL + "2\",\"headers\":" + headers.replace('\'', '"') + "}");
  }

  @Test
  void Q_8_oneWayToAuthenticateIsEnough() throws Exception {
    keepsItsWebhook("url ", body("https://a:b@example.com/", BASIC));
    keepsItsWebhook("headers.Authorization", body(URL, "Basic " + "YTpi".repeat(1_100)));
  }

  /** The body is refused, and the webhook is what it was. */
  private void keepsItsWebhook(String says, String body) throws IOException, InterruptedException {
    client.set(body(URL, BASIC));
    JsonNode before = only();
    for (String method : List.of("POST", "PUT")) {
      HttpResponse<String> answer = client.call(method, body);
      refused(400, answer);
      assertThat(answer.body()).contains(says);
    }
    assertThat(only()).isEqualTo(before);
  }

  @Test
  void httpsOnlyIsHonoured() throws Exception {
    try (TurnedServer strict = TurnedServer.with(Map.of("http.httpsOnly", "true"));
        Customer careful = new Customer(strict, "qikchat");
        SingleWebhookClient asked = client(strict, careful, "{}")) {
      HttpResponse<String> answer = asked.call("POST", body("http://example.com/"));
      refused(400, answer);
      assertThat(answer.body()).contains("url must be https");
      refused(404, asked.call("GET", null));
      assertThat(asked.set(body(URL)).path("status").asBoolean()).isTrue();
    }
  }

  @Test
  void whatIsSetHereIsVisibleNatively() throws Exception {
    client.set(body(URL, BASIC));
    JsonNode endpoint = only();
    assertThat(endpoint.path("url").asString()).isEqualTo(URL);
    assertThat(endpoint.path("signatureHeaders").asString()).isEqualTo("none");
    assertThat(endpoint.path("eventTypes").isNull()).isTrue();
    String path = customer.path("/endpoint/" + endpoint.path("id").asString());
    customer.api().patch(path, "{\"url\":\"https://example.com/native\"}").require(200);
    assertThat(client.get().path("data").path("url").asString())
        .isEqualTo("https://example.com/native");
    assertThat(customer.api().delete(path).status()).isEqualTo(204);
    refused(404, client.call("GET", null));
  }

  @Test
  void whatIsMadeNativelyIsShownSetAndRemovedHere() throws Exception {
    String body =
        "{\"url\":\"https://example.com/one\",\"description\":\"made natively\",\"disabled\":true,"
            + "\"headers\":{\"X-Kept\":\"yes\",\"AUTHORIZATION\":\"Bearer token\"}}";
    JsonNode oldest = customer.register(body).require(201);
    customer.webhookAt("https://a:b@example.com/two");
    assertThat(client.get().path("data").toString())
        .isEqualTo("{\"url\":\"https://example.com/one\",\"headers\":{\"Authorization\":\"***\"}}");
    client.set(body(customer.receiver.url(), BASIC));
    JsonNode changed = customer.endpoint(oldest.path("id").asString());
    assertThat(changed.path("description").asString()).isEqualTo("made natively");
    assertThat(changed.path("disabled").asBoolean()).isFalse();
    customer.sample("message-text");
    Received request = customer.received(1).getFirst();
    assertThat(request.header("X-Kept")).hasValue("yes");
    assertThat(request.headers().stream().filter(h -> h.getKey().equalsIgnoreCase("authorization")))
        .containsExactly(Map.entry("Authorization", BASIC));
    json(200, client.call("DELETE", null));
    assertThat(customer.api().all(customer.path("/endpoint"))).isEmpty();
  }

  @Test
  void settingAnewEndsAFailure() throws Exception {
    customer.receiver.answer(_ -> Answer.status(500));
    client.set(body(customer.receiver.url()));
    customer.sample("message-text");
    Awaitility.await()
        .atMost(Customer.SOON)
        .untilAsserted(() -> {
          server.turn(Duration.ofMinutes(1));
          assertThat(only().has("failingSince")).isTrue();
        });
    client.set(body(customer.receiver.url()));
    assertThat(only().has("failingSince")).isFalse();
  }

  @Test
  void anotherCustomersWebhookIsNotTouched() throws Exception {
    client.set(body(URL));
    try (Customer other = new Customer(server, "qikchat");
        SingleWebhookClient stranger = client(server, other, "{}")) {
      refused(404, stranger.call("GET", null));
      refused(404, stranger.call("DELETE", null));
      stranger.set(body(URL + "/other"));
      json(200, stranger.call("DELETE", null));
    }
    assertThat(only().path("url").asString()).isEqualTo(URL);
  }

  private JsonNode only() throws IOException, InterruptedException {
    List<JsonNode> all = customer.api().all(customer.path("/endpoint"));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String body(String url) {
    return "{\"url\":\"" + url + "\"}";
  }

  private static String body(String url, String authorization) {
    return "{\"url\":\"%s\",\"headers\":{\"Authorization\":\"%s\"}}".formatted(url, authorization);
  }

  /** An error in Qikchat's form: nothing but false and a sentence. */
  private static void refused(int status, HttpResponse<String> answer) {
    JsonNode body = json(status, answer);
    assertThat(body.propertyNames()).containsExactly("status", "message");
    assertThat(body.path("status").isBoolean()).isTrue();
    assertThat(body.path("status").asBoolean()).isFalse();
    assertThat(body.path("message").asString()).isNotBlank();
  }
}
