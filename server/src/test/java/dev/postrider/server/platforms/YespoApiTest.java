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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The configuration of Yespo's webhook, by the numbers of its requirements. */
final class YespoApiTest extends PlatformTest {
  private static final String PATH = "/appinbox/v1/webhook";
  private static final String URL = "https://example.com/hook";

  private SingleWebhookClient client;

  YespoApiTest() {
    super("yespo");
  }

  @BeforeEach
  void key() throws Exception {
    client = client(server, customer, "{}");
  }

  private static SingleWebhookClient client(
      TurnedServer server, Customer customer, String credential)
      throws IOException, InterruptedException {
    SingleWebhookClient client = SingleWebhookClient.of(server, customer, PATH, credential);
    client.key = basic("anybody", client.secret);
    return client;
  }

  private static String[] basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)};
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void Y_4_theConfigurationIsSetAndShownWithoutItsPassword() throws Exception {
    for (String method : List.of("PUT", "POST")) {
      HttpResponse<String> answer = client.call(method, sample("yespo/webhook-configuration"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(answer.body())
          .isEqualTo(
              "{\"url\":\"https://example.com/inbox\","
                  + "\"auth\":{\"type\":\"basic\",\"username\":\"user\"}}");
      assertThat(client.call("GET", null).body()).isEqualTo(answer.body());
    }
    assertThat(client.set(sample("yespo/webhook-configuration-no-auth")).toString())
        .isEqualTo("{\"url\":\"https://example.com/inbox\"}");
    assertThat(client.set("{\"url\":\"" + URL + "\",\"auth\":null}").has("auth")).isFalse();
    assertThat(only().path("url").asString()).isEqualTo(URL);
  }

  @Test
  void Y_4_itIsSetChangedAndRemoved() throws Exception {
    refused(404, client.call("GET", null));
    client.set(body(customer.receiver.url("127.0.0.1", "/first")));
    JsonNode first = only();
    customer.anew("app-inbox-message");
    assertThat(customer.received(1).getLast().target()).isEqualTo("/first");
    client.set(body(customer.receiver.url("127.0.0.1", "/second?a=b")));
    assertThat(only().path("id")).isEqualTo(first.path("id"));
    customer.anew("app-inbox-message");
    assertThat(customer.received(2).getLast().target()).isEqualTo("/second?a=b");
    HttpResponse<String> removed = client.call("DELETE", null);
    assertThat(removed.statusCode()).isEqualTo(204);
    assertThat(removed.body()).isEmpty();
    refused(404, client.call("GET", null));
    refused(404, client.call("DELETE", null));
    customer.anew("app-inbox-message");
    client.set(body(customer.receiver.url("127.0.0.1", "/third")));
    customer.anew("app-inbox-message");
    assertThat(customer.received(3).getLast().target()).isEqualTo("/third");
  }

  @Test
  void Y_4_settingTwiceAtOnceMakesOneConfiguration() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> runs =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> client.call("PUT", body(URL + i))))
              .toList();
      for (Future<HttpResponse<String>> run : runs) {
        assertThat(run.get().statusCode()).isEqualTo(200);
      }
    }
    assertThat(only().path("url")).isEqualTo(client.get().path("url"));
  }

  @ParameterizedTest
  @CsvSource({"user, pass, dXNlcjpwYXNz", "jörg, p:ä%40, asO2cmc6cDrDpCU0MA==", "u, '', dTo="})
  void Y_5_userAndPasswordAreSentAsBasic(String user, String password, String base64)
      throws Exception {
    JsonNode set = client.set(body(customer.receiver.url(), user, password));
    assertThat(set.path("auth").path("username").asString()).isEqualTo(user);
    customer.anew("app-inbox-message");
    Received request = customer.received(1).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Authorization")).hasValue("Basic " + base64);
    client.set(body(customer.receiver.url()));
    customer.anew("app-inbox-message");
    assertThat(customer.received(2).getLast().header("Authorization")).isEmpty();
  }

  @Test
  void Y_5_theLongestUserAndPasswordAreSentWhole() throws Exception {
    String user = "語".repeat(256);
    String password = "語".repeat(512);
    client.set(body(customer.receiver.url(), user, password));
    customer.anew("app-inbox-message");
    assertThat(customer.received(1).getFirst().header("Authorization"))
        .hasValue(basic(user, password)[1]);
  }

  @Test
  void Y_4_thePasswordIsShownNowhere() throws Exception {
    customer.receiver.answer(_ -> Answer.status(500));
    client.set(body(customer.receiver.url(), "user", "unspeakable"));
    String endpoint = only().path("id").asString();
    customer.anew("app-inbox-message");
    String seen =
        client.get()
            + only().toString()
            + customer.attempts(endpoint, 1)
            + customer.api().get(customer.path("/endpoint/" + endpoint + "/headers")).body()
            + client.call("PUT", body("nowhere", "user", "unspeakable")).body();
    assertThat(seen)
        .contains("\"sensitive\":[\"Authorization\"]")
        .doesNotContain("unspeakable")
        .doesNotContain(basic("user", "unspeakable")[1].substring(6));
  }

  @Test
  void Y_4_onlyAKnownKeyMayDoThat() throws Exception {
    client.set(body(URL));
    for (String[] key :
        new String[][] {
          {},
          basic("anybody", client.secret + "x"),
          basic(client.secret, client.name),
          basic(client.name, ""),
          basic("a", "x".repeat(2_000)),
          {"Authorization", "Basic"},
          {"Authorization", "Basic " + client.secret},
          {"Authorization", "Bearer " + client.secret},
          {"Authorization", "Bearer " + server.token()},
          {"QIKCHAT-API-KEY", client.secret},
        }) {
      everywhere(401, client, key);
    }
    try (Customer other = new Customer(server, "qikchat");
        SingleWebhookClient foreign = client(server, other, "{}")) {
      everywhere(401, client, foreign.key);
    }
    try (SingleWebhookClient limited = client(server, customer, "{\"permissions\":[\"Inbox\"]}");
        SingleWebhookClient may = client(server, customer, "{\"permissions\":[\"Webhooks\"]}")) {
      everywhere(403, limited, limited.key);
      assertThat(may.get()).isEqualTo(client.get());
      customer.api().delete(customer.path("/credential/" + may.name)).require(204);
      everywhere(401, may, may.key);
    }
    client.key = basic("", client.secret);
    assertThat(client.get().path("url").asString()).isEqualTo(URL);
    client.key[1] = client.key[1].replace("Basic", "bAsIc");
    assertThat(client.get().path("url").asString()).isEqualTo(URL);
    customer.api().delete(customer.path("")).require(204);
    everywhere(401, client, client.key);
  }

  private static void everywhere(int status, SingleWebhookClient client, String... key)
      throws IOException, InterruptedException {
    String[] kept = client.key;
    client.key = key;
    for (String method : METHODS) {
      HttpResponse<String> answer =
          client.call(method, method.startsWith("P") ? body(URL + "2") : null);
      refused(status, answer);
      assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
          .isEqualTo(status == 401);
    }
    client.key = kept;
  }

  @ParameterizedTest
  @MethodSource("dev.postrider.server.platforms.BadTargets#all")
  void Y_4_whatIsNoUrlIsRefusedInOneSentence(BadTargets.Bad bad) throws Exception {
    keepsItsConfiguration(bad.says(), bad.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "auth          | 'basic'",
        "auth          | []",
        "auth.type     | {}",
        "auth.type     | {'username':'u','password':'p'}",
        "auth.type     | {'type':'Bearer','username':'u','password':'p'}",
        "auth.type     | {'type':'other','username':'u'}",
        "auth.type     | {'type':7,'username':'u','password':'p'}",
        "auth.username | {'type':'basic','password':'p'}",
        "auth.username | {'type':'basic','username':'','password':'p'}",
        "auth.username | {'type':'basic','username':null,'password':'p'}",
        "auth.username | {'type':'basic','username':'u:v','password':'p'}",
        "auth.username | {'type':'basic','username':'u\\r\\nX: y','password':'p'}",
        "auth.username | {'type':'basic','username':'\\ud800','password':'p'}",
        "auth.password | {'type':'basic','username':'u','password':7}",
        "auth.password | {'type':'basic','username':'u','password':'p\\u0000'}",
        "auth.password | {'type':'basic','username':'u','password':'p\\u007f'}",
      })
  void Y_4_whatIsNoBasicIsRefused(String says, String auth) throws Exception {
    keepsItsConfiguration(
        says, "{\"url\":\"" + URL + "2\",\"auth\":" + auth.replace('\'', '"') + "}");
  }

  @Test
  void Y_4_whatWasReadCannotBeSetWithoutItsPassword() throws Exception {
    client.set(body(URL, "user", "pass"));
    HttpResponse<String> answer = client.call("PUT", client.get().toString());
    refused(400, answer);
    assertThat(json(400, answer).path("message").asString())
        .isEqualTo(
            "auth.password is required: say it with each change, or leave out auth to send none");
  }

  @Test
  void Y_4_tooLongOrTwiceIsRefused() throws Exception {
    keepsItsConfiguration("auth.username", body(URL, "u".repeat(257), "p"));
    keepsItsConfiguration("auth.password", body(URL, "u", "p".repeat(513)));
    keepsItsConfiguration("auth ", body(URL, "u", "p".repeat(10_000)));
    keepsItsConfiguration("url ", body("https://a:b@example.com/", "user", "pass"));
  }

  /** The body is refused, and the configuration is what it was. */
  private void keepsItsConfiguration(String says, String body)
      throws IOException, InterruptedException {
    client.set(body(URL, "user", "pass"));
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
        Customer careful = new Customer(strict, "yespo");
        SingleWebhookClient asked = client(strict, careful, "{}")) {
      HttpResponse<String> answer = asked.call("PUT", body("http://example.com/"));
      refused(400, answer);
      assertThat(answer.body()).contains("url must be https");
      refused(404, asked.call("GET", null));
      assertThat(asked.set(body(URL)).path("url").asString()).isEqualTo(URL);
    }
  }

  @Test
  void whatIsSetHereIsVisibleNatively() throws Exception {
    client.set(body(URL, "user", "pass"));
    JsonNode endpoint = only();
    assertThat(endpoint.path("url").asString()).isEqualTo(URL);
    assertThat(endpoint.path("signatureHeaders").asString()).isEqualTo("none");
    String path = customer.path("/endpoint/" + endpoint.path("id").asString());
    customer.api().patch(path, "{\"url\":\"https://example.com/native\"}").require(200);
    assertThat(client.get().toString())
        .isEqualTo(
            "{\"url\":\"https://example.com/native\","
                + "\"auth\":{\"type\":\"basic\",\"username\":\"user\"}}");
    assertThat(customer.api().delete(path).status()).isEqualTo(204);
    refused(404, client.call("GET", null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'url':'https://example.com/'} | ",
        "{'url':'https://a+b%40c:d@example.com/'} | {'type':'basic','username':'a+b@c'}",
        "{'url':'https://@example.com/'} | {'type':'basic','username':''}",
        "{'url':'https://example.com/','headers':{'AUTHORIZATION':'Basic dTpw'}} | {'type':'basic','username':'u'}",
        "{'url':'https://a:b@example.com/','headers':{'Authorization':'Basic dTpw'}} | {'type':'basic','username':'u'}",
        "{'url':'https://example.com/','headers':{'Authorization':'Bearer dTpw'}} | {'type':'other'}",
      })
  void whatIsMadeNativelyIsShownSetAndRemovedHere(String made, String auth) throws Exception {
    String id = customer.register(made.replace('\'', '"')).require(201).path("id").asString();
    customer.webhookAt(URL + "/younger");
    String shown = auth == null ? "" : ",'auth':" + auth;
    assertThat(client.get().toString())
        .isEqualTo(("{'url':'https://example.com/'" + shown + "}").replace('\'', '"'));
    client.set(body(URL));
    assertThat(client.get().has("auth")).isFalse();
    assertThat(customer.endpoint(id).path("url").asString()).isEqualTo(URL);
    assertThat(client.call("DELETE", null).statusCode()).isEqualTo(204);
    assertThat(customer.api().all(customer.path("/endpoint"))).isEmpty();
  }

  private JsonNode only() throws IOException, InterruptedException {
    List<JsonNode> all = customer.api().all(customer.path("/endpoint"));
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static String body(String url) {
    return "{\"url\":\"" + url + "\"}";
  }

  private static String body(String url, String user, String password) {
    return "{\"url\":\"%s\",\"auth\":{\"type\":\"basic\",\"username\":\"%s\",\"password\":\"%s\"}}"
        .formatted(url, user, password);
  }

  /** An error is one sentence. */
  private static void refused(int status, HttpResponse<String> answer) {
    JsonNode body = json(status, answer);
    assertThat(body.propertyNames()).containsExactly("message");
    assertThat(body.path("message").asString()).isNotBlank();
  }
}
