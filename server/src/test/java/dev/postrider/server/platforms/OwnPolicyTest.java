package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One webhook with a policy of its own is delivered to by it, and its neighbours are not. */
final class OwnPolicyTest extends PlatformTest {

  private static final Duration SECOND = Duration.ofMillis(1_001);

  OwnPolicyTest() {
    super("mluvii");
  }

  private String webhook(String policy) throws IOException, InterruptedException {
    String body = "{\"url\":\"%s\",\"policy\":%s}".formatted(customer.receiver.url(), policy);
    return customer.register(body).require(201).path("id").asString();
  }

  private ApiClient.Answer change(String webhook, String policy)
      throws IOException, InterruptedException {
    String body = "{\"policy\":" + policy + "}";
    return customer.api().patch(customer.path("/endpoint/" + webhook), body);
  }

  /** When its attempts began, to the second: due is what the clock has passed by a moment. */
  private List<Duration> times(String webhook, int attempts, Instant from) {
    return customer.attempts(webhook, attempts).stream()
        .map(a -> Duration.between(from, Instant.parse(a.path("timestamp").asString())))
        .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
        .toList();
  }

  @Test
  void itIsRetriedByItsOwnScheduleAndTheNeighbourByThePlatforms() throws Exception {
    String own = webhook("{\"retry\":{\"delays\":[\"10s\",\"20s\",\"1m\",\"2m\"]}}");
    String neighbour = customer.webhookAt(customer.receiver.url("127.0.0.1", "/neighbour"));
    customer.receiver.answer(_ -> Answer.status(500));
    Instant from = server.now();
    customer.sample("SessionStarted");
    customer.attempts(own, 1);
    customer.attempts(neighbour, 1);
    int attempts = 1;
    for (int seconds : new int[] {10, 20, 60, 120}) {
      server.turn(Duration.ofSeconds(seconds - 1));
      assertThat(customer.attempts(own, attempts)).hasSize(attempts);
      server.turn(SECOND);
      attempts++;
      customer.attempts(own, attempts);
    }
    assertThat(times(own, 5, from))
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(210));
    server.turn(Duration.ofDays(1));
    customer.receiver.answer(_ -> Answer.status(200));
    customer.sample("SessionEnded");
    assertThat(customer.attempts(own, 6)).hasSize(6);
    assertThat(customer.attempts(neighbour, 4)).hasSize(4);
  }

  @Test
  void aChangeCountsForWhatIsUnderWayFromItsNextFailureOn() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(_ -> Answer.status(500));
    Instant from = server.now();
    customer.sample("SessionStarted");
    customer.attempts(webhook, 1);
    change(webhook, "{\"retry\":{\"delays\":[\"1s\",\"1s\",\"1h\"]}}").require(200);
    server.turn(Duration.ofSeconds(4));
    assertThat(customer.attempts(webhook, 1)).as("the time it has already").hasSize(1);
    server.turn(SECOND);
    customer.attempts(webhook, 2);
    server.turn(SECOND);
    customer.attempts(webhook, 3);
    server.turn(Duration.ofHours(1).plusMillis(1));
    assertThat(times(webhook, 4, from))
        .containsExactly(
            Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(3_606));
  }

  @Test
  void itsTimeoutIsItsOwn() throws Exception {
    String webhook = webhook("{\"timeout\":\"1s\"}");
    customer.receiver.answer(_ ->
        wire -> {
          wire.pause(Duration.ofMillis(1_500));
          Answer.status(200).write(wire);
        });
    customer.sample("SessionStarted");
    JsonNode attempt = customer.attempts(webhook, 1).getFirst();
    assertThat(attempt.path("responseStatusCode").asInt()).isZero();
    assertThat(attempt.path("responseDurationMs").asInt()).isBetween(900, 1_400);
    change(webhook, "{\"timeout\":\"3s\"}").require(200);
    server.turn(Duration.ofSeconds(10));
    JsonNode second = customer.attempts(webhook, 2).getLast();
    assertThat(second.path("responseStatusCode").asInt()).isEqualTo(200);
  }

  @Test
  void aHeadThatFailsStepsAsideWhereItSaysSo() throws Exception {
    String webhook = webhook("{\"order\":{\"skipAfter\":1}}");
    customer.receiver.answer(
        r -> Answer.status(r.body().text().contains("SessionCreated") ? 500 : 200));
    customer.sample("SessionCreated");
    customer.attempts(webhook, 1);
    customer.sample("SessionStarted");
    assertThat(customer.received(2).getLast().body().text()).contains("SessionStarted");
    server.turn(Duration.ofMinutes(1));
    customer.attempts(webhook, 3);
  }

  @Test
  void itsStatusesAreItsOwn() throws Exception {
    String webhook = webhook("{\"success\":200,\"refuse\":[\"400-428\"],\"goodbye\":[451]}");
    customer.receiver.answer(
        r -> Answer.status(r.body().text().contains("SessionCreated") ? 428 : 451));
    customer.sample("SessionCreated");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofHours(1));
    assertThat(customer.attempts(webhook, 1)).hasSize(1);
    assertThat(customer.endpoint(webhook).path("disabled").asBoolean()).isFalse();
    customer.sample("SessionStarted");
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() -> customer.endpoint(webhook).path("disabled").asBoolean());
  }

  @Test
  void itIsDisabledAfterItsOwnTimeInsteadOfDeletedAfterThePlatforms() throws Exception {
    String webhook = webhook("{\"failing\":{\"action\":\"disable\",\"after\":\"10m\"}}");
    customer.receiver.answer(_ -> Answer.status(500));
    Instant first = server.now();
    customer.sample("SessionStarted");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() -> customer.endpoint(webhook).has("failingSince"));
    server.turn(Duration.between(server.now(), first.plus(Duration.ofMinutes(10)).minusSeconds(1)));
    assertThat(customer.endpoint(webhook).path("disabled").asBoolean()).isFalse();
    server.turn(Duration.ofSeconds(1));
    assertThat(customer.endpoint(webhook).path("disabled").asBoolean()).isTrue();
    server.turn(Duration.ofDays(4));
    assertThat(customer.exists(webhook)).isTrue();
  }

  @Test
  void anotherUrlIsANewChanceAndAnotherDescriptionIsNone() throws Exception {
    String webhook = customer.webhook();
    String path = customer.path("/endpoint/" + webhook);
    customer.receiver.answer(_ -> Answer.status(500));
    Instant first = server.now();
    customer.sample("SessionStarted");
    customer.attempts(webhook, 1);
    customer.api().patch(path, "{\"description\":\"d\"}").require(200);
    server.turn(Duration.ofMinutes(1));
    customer.attempts(webhook, 2);
    assertThat(failingSince(webhook)).isEqualTo(first);
    String elsewhere = customer.receiver.url("127.0.0.1", "/elsewhere");
    JsonNode moved = customer.api().patch(path, "{\"url\":\"" + elsewhere + "\"}").require(200);
    assertThat(moved.has("failingSince")).isFalse();
    server.turn(Duration.ofMinutes(1));
    Instant next = server.now();
    customer.attempts(webhook, 3);
    server.turn(Duration.ofMinutes(1));
    assertThat(failingSince(webhook)).isEqualTo(next);
  }

  private Instant failingSince(String webhook) {
    return Instant.parse(
        Awaitility.await()
            .atMost(Customer.SOON)
            .until(
                () -> customer.endpoint(webhook).path("failingSince").asString(""),
                since -> !since.isEmpty()));
  }

  @Test
  void whatIsOutOfBoundsIsRefusedByPathAndBound() throws Exception {
    String webhook = customer.webhook();
    var refused = change(webhook, "{\"retry\":{\"delays\":[\"1s\",\"5s\",\"500ms\"]}}");
    JsonNode problem = refused.require(422).at("/detail/0");
    assertThat(problem.path("loc").toString())
        .isEqualTo("[\"body\",\"policy\",\"retry\",\"delays\",\"[2]\"]");
    assertThat(problem.path("msg").asString())
        .isEqualTo("must be at least 1s (policy.retryDelayMin)");
    assertThat(customer.endpoint(webhook).has("policy")).isFalse();
  }

  @Test
  void whatStoodBeforeTheBoundsWereTightenedWorksOnAndIsShown() throws Exception {
    String database = TurnedServer.freshDatabase();
    String path;
    try (TurnedServer before = new TurnedServer(database, Map.of());
        Customer one = new Customer(before, "mluvii")) {
      String url = one.receiver.url();
      JsonNode made =
          one.register("{\"url\":\"" + url + "\",\"policy\":{\"timeout\":\"5s\"}}").require(201);
      path = one.path("/endpoint/" + made.path("id").asString());
    }
    try (TurnedServer after = new TurnedServer(database, Map.of("policy.timeoutMax", "2s"))) {
      JsonNode policy = after.api().get(path + "/policy").require(200);
      assertThat(policy.at("/effective/timeout").asString()).isEqualTo("5s");
      assertThat(policy.at("/platform/timeout").asString()).isEqualTo("10s");
      assertThat(policy.at("/bounds/timeoutMax").asString()).isEqualTo("2s");
      assertThat(policy.at("/outOfBounds/0/loc").toString())
          .isEqualTo("[\"overrides\",\"timeout\"]");
      after.api().patch(path, "{\"policy\":{\"timeout\":\"5s\",\"concurrency\":2}}").require(200);
      after.api().patch(path, "{\"policy\":{\"timeout\":\"4s\"}}").require(422);
      assertThat(after.api().get(path).require(200).path("policy").toString())
          .isEqualTo("{\"timeout\":\"5s\",\"concurrency\":2}");
    }
  }
}
