package dev.postrider.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.sender.SignatureCheck;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A database that has lived through every version of the schema, with rows of each, is served by
 * the program of today as if it had always been its own.
 */
final class UpgradeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Receiver receiver = Receiver.start();
  private LivedDatabase lived;
  private TurnedServer server;

  @BeforeEach
  void upgrade() throws Exception {
    String url = PostgresServers.embedded().freshDatabase();
    lived = LivedDatabase.make(url, "http://127.0.0.1:" + receiver.port());
    server = new TurnedServer(url + "?user=" + PostgresServer.USER, Map.of());
  }

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  /** One test, because a database that has lived through everything takes its time. */
  @Test
  void everythingOfEveryVersionIsStillThere() throws Exception {
    for (LivedDatabase.Version version : lived.versions()) {
      assertDelivered(version);
      assertReadable(version);
      assertPublishedOnce(version);
    }
    assertNothingWaitsBut("v9");
    theFilterOfVersion8Chooses();
    theMessageOfVersion9IsSentInItsTime();
    thePasswordOfVersion19IsBrought();
    whatWasBeingEmptiedIsEmpty();
    credentialsLetIn();
    theInboxIsAsItWas();
    thePortalsSessionHolds();
    tasksAreThere();
    operationalWebhooksAreTold();
    typesAndRates();
    theKeyOfVersion20Opens();
    thePartsOfVersion21AreTold();
    theAlertsOfVersion23AreThere();
    assertNothingWaitsBut("");
    assertEverythingCameOnce();
    nothingIsPlainAnyMore();
  }

  private void nothingIsPlainAnyMore() {
    assertThat(
            lived.query(
                """
                select id from endpoint
                where sealed is null or url <> '' or headers <> '{}' or secrets <> '[]'
                """))
        .isEmpty();
  }

  private static String path(LivedDatabase.Version version) {
    return "/api/v1/app/" + version.uid();
  }

  private List<String> bodies(String target) {
    return receiver.received().stream()
        .filter(request -> request.target().equals(target))
        .map(request -> request.body().text())
        .toList();
  }

  private static String body(LivedDatabase.Version version, int message) {
    return "{\"v\":%d,\"m\":%d}".formatted(version.number(), message);
  }

  /** Those that waited, each once, genuine, and those of the lane in order. */
  private void assertDelivered(LivedDatabase.Version version) {
    List<String> waited = IntStream.rangeClosed(2, 7).mapToObj(m -> body(version, m)).toList();
    String target = "/" + version.uid();
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(bodies(target)).as(target).containsExactlyInAnyOrderElementsOf(waited));
    assertThat(bodies(target).stream().filter(waited.subList(1, 5)::contains))
        .as("the lane of %s", target)
        .containsExactlyElementsOf(waited.subList(1, 5));
    for (Received request : receiver.received()) {
      if (request.target().equals(target)) {
        int message = Integer.parseInt(request.body().text().replaceAll(".*:(\\d)\\}", "$1"));
        assertThat(request.messageId()).isEqualTo(version.message(message).toString());
        assertThat(request.header("x-since")).contains(Integer.toString(version.number()));
        assertThat(
                SignatureCheck.check(
                    request::header, request.body().bytes(), LivedDatabase.SECRET, server.now()))
            .isEqualTo(new SignatureCheck.Finding.Genuine());
      }
    }
  }

  private void assertReadable(LivedDatabase.Version version) throws Exception {
    ApiClient api = server.api();
    assertThat(api.get(path(version)).require(200).path("name").asString())
        .isEqualTo("Version " + version.number());
    JsonNode endpoint = api.get(path(version) + "/endpoint/hook").require(200);
    assertThat(endpoint.path("description").asString()).isEqualTo("Of version " + version.number());
    assertThat(endpoint.path("disabled").asBoolean()).isFalse();
    assertThat(api.get(path(version) + "/endpoint/hook/secret").require(200).path("key").asString())
        .isEqualTo(LivedDatabase.SECRET);
    List<String> listed =
        api.all(path(version) + "/msg").stream().map(m -> m.path("id").asString()).toList();
    for (int m = 1; m <= 8; m++) {
      String id = version.message(m).toString();
      assertThat(listed).as(version.uid()).contains(id);
      assertThat(api.get(path(version) + "/msg/" + id).require(200).path("payload").toString())
          .isEqualTo(body(version, m));
    }
    JsonNode attempts =
        api.get(path(version) + "/attempt/msg/" + version.message(1)).require(200).path("data");
    assertThat(attempts.size()).isEqualTo(1);
    assertThat(attempts.get(0).path("responseStatusCode").asInt()).isEqualTo(204);
    Awaitility.await()
        .atMost(SOON)
        .until(() ->
            api.get(path(version) + "/attempt/msg/" + version.message(2))
                    .require(200)
                    .path("data")
                    .size()
                == 2);
  }

  /** The event id of a message that an earlier version took is still taken. */
  private void assertPublishedOnce(LivedDatabase.Version version) throws Exception {
    String again = "{\"eventType\":\"done\",\"eventId\":\"event-1\",\"payload\":{}}";
    assertThat(server.api().post(path(version) + "/msg", again).status()).isEqualTo(409);
  }

  private void assertNothingWaitsBut(String uid) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    lived.query(
                        """
                        select a.uid from parked p join application a on a.id = p.application
                        """))
                .isEqualTo(uid.isEmpty() ? List.of() : List.of(uid)));
  }

  private void theFilterOfVersion8Chooses() throws Exception {
    int before = bodies("/v8").size();
    for (String wanted : List.of("false", "true")) {
      String message = "{\"eventType\":\"a\",\"payload\":{\"wanted\":%s}}".formatted(wanted);
      server.api().post("/api/v1/app/v8/msg", message).require(202);
    }
    Awaitility.await().atMost(SOON).until(() -> bodies("/v8").size() > before);
    assertThat(bodies("/v8").getLast()).isEqualTo("{\"wanted\":true}");
  }

  private void theMessageOfVersion9IsSentInItsTime() {
    assertThat(bodies("/v9")).doesNotContain("{\"v\":9,\"m\":9}");
    server.turn(Duration.ofHours(2));
    Awaitility.await().atMost(SOON).until(() -> bodies("/v9").contains("{\"v\":9,\"m\":9}"));
    Received carried =
        receiver.received().stream()
            .filter(request -> request.body().text().equals("{\"v\":9,\"m\":9}"))
            .findFirst()
            .orElseThrow();
    assertThat(carried.header("x-carried")).contains("yes");
  }

  private void thePasswordOfVersion19IsBrought() {
    String basic = "Basic " + Base64.getEncoder().encodeToString("u19:p19".getBytes(UTF_8));
    assertThat(receiver.received())
        .filteredOn(request -> request.target().equals("/v19"))
        .isNotEmpty()
        .allMatch(request -> request.header("authorization").orElse("").equals(basic));
  }

  private void whatWasBeingEmptiedIsEmpty() {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    lived.query(
                        "select id from message where event_type = 'secret' and payload is null"))
                .hasSize(1));
  }

  private int status(String path, String body, String... headers) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.url().resolve(URI.create(path))).headers(headers);
      if (!body.isEmpty()) {
        request.POST(BodyPublishers.ofString(body));
      }
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  /** By name and secret, and by the secret alone; and nobody else. */
  private void credentialsLetIn() throws Exception {
    String form =
        "response_type=token&grant_type=client_credentials&client_id=v3&client_secret=%s+of+version+3";
    String[] type = {"Content-Type", "application/x-www-form-urlencoded"};
    assertThat(status("/login/connect/token", form.formatted("secret"), type)).isEqualTo(200);
    assertThat(status("/login/connect/token", form.formatted("wrong"), type)).isNotEqualTo(200);
    String webhook = "/v1/configs/webhook";
    assertThat(status(webhook, "", "QIKCHAT-API-KEY", "secret of version 4")).isEqualTo(200);
    assertThat(status(webhook, "", "QIKCHAT-API-KEY", "wrong")).isEqualTo(401);
  }

  private void theInboxIsAsItWas() throws Exception {
    String count = "/appinbox/v1/messages/count";
    assertThat(lived.query("select kept || ' ' || unopened from inbox_contact"))
        .containsExactly("2 1");
    assertThat(status(count, "", "ES-TOKEN", "token of version 5")).isEqualTo(200);
    assertThat(status(count, "", "ES-TOKEN", "token of version 6")).isEqualTo(401);
  }

  private void thePortalsSessionHolds() throws Exception {
    String token = lived.portalToken(server.now());
    try (ApiClient portal = new ApiClient(server.url(), token)) {
      assertThat(portal.all("/api/v1/app/v10/endpoint")).hasSize(1);
    }
  }

  private void tasksAreThere() throws Exception {
    List<JsonNode> tasks = server.api().all("/api/v1/background-task");
    assertThat(tasks).as("of versions 9, 11 and 16").hasSize(3);
    assertThat(tasks).allMatch(task -> task.path("status").asString().equals("finished"));
    String newest = tasks.getFirst().path("id").asString();
    JsonNode found = server.api().get("/api/v1/background-task/" + newest).require(200);
    assertThat(found.at("/data/appStats").toString())
        .contains("\"appUid\":\"v16\"", "\"messageDestinations\":7");
  }

  private void operationalWebhooksAreTold() {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> bodies("/operational").stream().anyMatch(b -> b.contains("\"v12\"")));
    assertThat(lived.query("select id from operational_event")).isEmpty();
  }

  private void theKeyOfVersion20Opens() throws Exception {
    try (ApiClient service =
        new ApiClient(server.url(), "pr_live_00000000000000000000000000000000000000000002TZDF5")) {
      assertThat(service.all("/api/v1/app")).isNotEmpty();
      assertThat(service.get("/api/v1/api-key").require(200).at("/data/0/name").asString())
          .isEqualTo("Key of version 20");
    }
  }

  private void theAlertsOfVersion23AreThere() throws Exception {
    assertThat(server.api().get("/api/v1/alert").require(200).at("/email/0").asString())
        .isEqualTo("ops@example.com");
    assertThat(server.api().get("/api/v1/app/v23/alert").require(200).at("/events/0").asString())
        .isEqualTo("message.attempt.exhausted");
  }

  private void thePartsOfVersion21AreTold() throws Exception {
    LivedDatabase.Version version = new LivedDatabase.Version(21);
    JsonNode attempts =
        server.api().get(path(version) + "/attempt/msg/" + version.message(9)).require(200);
    assertThat(attempts.at("/data/0/timings").toString())
        .isEqualTo("{\"connectMs\":0.25,\"firstByteMs\":1.4}");
  }

  private void typesAndRates() throws Exception {
    for (LivedDatabase.Version version : lived.versions()) {
      JsonNode type = server.api().get("/api/v1/event-type/type.v" + version.number()).require(200);
      assertThat(type.path("featureFlags").toString()).isEqualTo("[\"beta\"]");
    }
    assertThat(server.api().get("/api/v1/app/v14").require(200).path("throttleRate").asInt())
        .isEqualTo(10_000);
  }

  /** Over all: nothing that was settled came again, and nothing came twice. */
  private void assertEverythingCameOnce() {
    SoftAssertions softly = new SoftAssertions();
    for (LivedDatabase.Version version : lived.versions()) {
      List<String> came = bodies("/" + version.uid());
      softly.assertThat(came).as(version.uid()).doesNotHaveDuplicates();
      softly.assertThat(came).as(version.uid()).doesNotContain(body(version, 1), body(version, 8));
    }
    softly.assertAll();
  }
}
