package dev.postrider.server.platforms;

import static dev.postrider.server.platforms.InboxClient.MOBILE;
import static dev.postrider.server.platforms.InboxClient.WEB;
import static dev.postrider.server.platforms.InboxClient.basic;
import static dev.postrider.server.platforms.InboxClient.json;
import static dev.postrider.server.platforms.SingleWebhookClient.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.net.http.HttpResponse;
import java.time.Duration;
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
import tools.jackson.databind.JsonNode;

/** Who opens Yespo's inboxes, by the numbers of the requirements. */
final class YespoTokenTest extends PlatformTest {
  private static final String CONTACT = "customer-42";
  private static final String BODY = "{\"externalCustomerId\":\"" + CONTACT + "\"}";

  private InboxClient app;

  YespoTokenTest() {
    super("yespo");
  }

  @BeforeEach
  void app() throws Exception {
    app = InboxClient.of(server, customer, "{}");
  }

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void Y_14_aTokenIsGivenForAnExternalCustomerId() throws Exception {
    customer.sample("app-inbox-message");
    HttpResponse<String> answer =
        app.login(basic("anybody", app.secret), sample("yespo/api-token-request"));
    JsonNode body = json(200, answer);
    assertThat(body.propertyNames()).containsExactly("token");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    app.token = body.path("token").asString();
    assertThat(app.unread()).isEqualTo(1);
  }

  @Test
  void Y_14_onlyAKnownKeyMayAsk() throws Exception {
    for (String authorization :
        new String[] {
          "",
          basic("anybody", app.secret + "x"),
          basic(app.secret, app.name),
          basic("a", "x".repeat(2_000)),
          "Basic",
          "Bearer " + app.secret,
          "Bearer " + server.token()
        }) {
      unauthenticated(app.login(authorization, BODY));
    }
    try (Customer other = new Customer(server, "qikchat");
        InboxClient foreign = InboxClient.of(server, other, "{}")) {
      unauthenticated(app.login(basic("a", foreign.secret), BODY));
    }
    try (InboxClient limited =
            InboxClient.of(server, customer, "{\"permissions\":[\"Webhooks\"]}");
        InboxClient may = InboxClient.of(server, customer, "{\"permissions\":[\"Inbox\"]}")) {
      refused(403, app.login(basic("a", limited.secret), BODY), "permission Inbox");
      assertThat(may.as(CONTACT).unread()).isZero();
    }
  }

  private static void unauthenticated(HttpResponse<String> answer) {
    refused(401, answer, "Basic");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|empty",
        "{|JSON",
        "[]|object",
        "{}|externalCustomerId is required",
        "{\"externalCustomerId\":null}|externalCustomerId is required",
        "{\"email\":\"user@example.com\"}|by email or phone alone",
        "{\"phone\":\"380500000000\"}|by email or phone alone",
        "{\"email\":7,\"externalCustomerId\":\"c\"}|email",
        "{\"externalCustomerId\":\"\"}|externalCustomerId",
        "{\"externalCustomerId\":42}|externalCustomerId",
        "{\"externalCustomerId\":\"a\\u0000\"}|externalCustomerId",
        "{\"externalCustomerId\":\"\\ud800\"}|externalCustomerId"
      })
  void Y_14_whatNamesNoContactIsRefused(String body, String says) throws Exception {
    refused(400, app.login(basic("a", app.secret), body), says);
  }

  @Test
  void Y_14_aNameThatIsTooLongIsRefused() throws Exception {
    String body = "{\"externalCustomerId\":\"" + "x".repeat(257) + "\"}";
    refused(400, app.login(basic("a", app.secret), body), "256");
  }

  @Test
  void Y_15_theTokenChangesWithEachRequest() throws Exception {
    String first = app.as(CONTACT).token;
    HttpResponse<String> answer = app.call("GET", WEB + "/count", null);
    String second = answer.headers().firstValue("ES-TOKEN").orElseThrow();
    assertThat(second).isNotEqualTo(first);
    for (String path : List.of(WEB, WEB + "/count", WEB + "/pages", MOBILE, MOBILE + "/count")) {
      spent(app.call(first, "GET", path, null));
      String used = app.token;
      app.get(path);
      assertThat(app.token).isNotEqualTo(used);
    }
    spent(app.call(second, "POST", WEB + "/status", "{\"status\":\"OPENED\"}"));
    spent(app.call("", "GET", WEB, null));
    spent(app.call("x".repeat(1_000), "GET", WEB, null));
    spent(app.call(app.secret, "GET", WEB, null));
    assertThat(app.unread()).isZero();
  }

  private static void spent(HttpResponse<String> answer) {
    refused(401, answer, "get a new one");
    assertThat(answer.headers().firstValue("ES-TOKEN")).isEmpty();
  }

  @Test
  void Y_15_ofManyRequestsWithOneTokenOnePasses() throws Exception {
    String token = app.as(CONTACT).token;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> runs =
          IntStream.range(0, 8)
              .mapToObj(_ -> threads.submit(() -> app.call(token, "GET", WEB + "/count", null)))
              .toList();
      int passed = 0;
      for (Future<HttpResponse<String>> run : runs) {
        if (run.get().statusCode() == 200) {
          passed++;
          app.token = run.get().headers().firstValue("ES-TOKEN").orElseThrow();
        } else {
          spent(run.get());
        }
      }
      assertThat(passed).isEqualTo(1);
    }
    assertThat(app.unread()).isZero();
  }

  @Test
  void Y_15_aTokenEndsAfterADay() throws Exception {
    app.as(CONTACT);
    server.turn(Duration.ofHours(23));
    assertThat(app.unread()).isZero();
    server.turn(Duration.ofHours(24));
    spent(app.call("GET", WEB + "/count", null));
    assertThat(app.as(CONTACT).unread()).isZero();
  }

  @Test
  void Y_15_aTokenEndsWithItsCredential() throws Exception {
    try (InboxClient other = InboxClient.of(server, customer, "{}")) {
      app.as(CONTACT);
      other.as(CONTACT);
      customer.api().delete(customer.path("/credential/" + app.name)).require(204);
      spent(app.call("GET", WEB + "/count", null));
      assertThat(other.unread()).isZero();
      customer.api().delete(customer.path("")).require(204);
      spent(other.call("GET", WEB + "/count", null));
    }
  }

  @Test
  void Y_15_aContactHasTwentyTokensAtMost() throws Exception {
    String first = app.as(CONTACT).token;
    server.turn(Duration.ofSeconds(1));
    for (int i = 0; i < 20; i++) {
      app.as(CONTACT);
    }
    spent(app.call(first, "GET", WEB + "/count", null));
    assertThat(app.unread()).isZero();
  }

  @Test
  void inboxesAndTokensOutliveTheServer() throws Exception {
    String database = TurnedServer.freshDatabase();
    String path;
    InboxClient moved;
    try (TurnedServer before = new TurnedServer(database, Map.of());
        Customer kept = new Customer(before, "yespo");
        InboxClient client = InboxClient.of(before, kept, "{}").as(CONTACT)) {
      path = kept.path("");
      kept.api().patch(path, "{\"platformSettings\":{\"inboxMaximum\":2}}").require(200);
      for (int i = 0; i < 3; i++) {
        kept.anew("app-inbox-message");
      }
      client.get(WEB + "?pageSize=1");
      moved = client;
    }
    try (TurnedServer after = new TurnedServer(database, Map.of());
        InboxClient client = moved.at(after.url())) {
      assertThat(client.unread()).isEqualTo(2);
      client.mark("{\"status\":\"OPENED\"}");
      assertThat(after.api().get(path + "/inbox/" + CONTACT).require(200).toString())
          .isEqualTo(
              "{\"contact\":\"customer-42\",\"kept\":2,\"unopened\":0,\"fellOut\":1,\"maximum\":2}");
    }
  }

  private static void refused(int status, HttpResponse<String> answer, String says) {
    JsonNode body = json(status, answer);
    assertThat(body.propertyNames()).containsExactly("message");
    assertThat(body.path("message").asString()).contains(says);
  }
}
