package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** mluvii's delivery, by the numbers of its requirements. */
final class MluviiTest extends PlatformTest {
  MluviiTest() {
    super("mluvii");
  }

  @Test
  void M_1_oneRequestPerEventAndWebhookThatListsItsType() throws Exception {
    customer.webhook("SessionStarted", "SessionEnded");
    customer.webhookAt(customer.receiver.url("127.0.0.1", "/other"), "UserStatusChanged");
    byte[] started = customer.sample("SessionStarted");
    byte[] status = customer.sample("UserStatusChanged");
    byte[] ended = customer.sample("SessionEnded");
    List<Received> received = customer.received(3);
    assertThat(bodies(received, "/hook")).containsExactly(text(started), text(ended));
    assertThat(bodies(received, "/other")).containsExactly(text(status));
  }

  @Test
  void M_2_retriesTwiceThenDiscards_M_3_andDeliversLaterEvents() throws Exception {
    String webhook = customer.webhook();
    customer.receiver.answer(
        r -> Answer.status(r.body().text().contains("SessionStarted") ? 500 : 204));
    customer.sample("SessionStarted");
    customer.sample("SessionEnded");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofSeconds(10));
    customer.attempts(webhook, 2);
    server.turn(Duration.ofMinutes(1));
    customer.attempts(webhook, 4);
    server.turn(Duration.ofHours(1));
    List<Received> received = customer.received(4);
    assertThat(received.stream().filter(r -> r.body().text().contains("SessionStarted")))
        .hasSize(3);
    assertThat(received.getLast().body().text()).contains("SessionEnded");
    assertThat(received).hasSize(4);
  }

  @Test
  void M_4_deletesAWebhookThatFailedForThreeDays_M_5_andIsGoneFromTheApi() throws Exception {
    String dead = customer.webhook();
    String idle =
        customer.webhookAt(customer.receiver.url("127.0.0.1", "/idle"), "GuestIdentityUpdated");
    customer.receiver.answer(_ -> Answer.status(500));
    customer.sample("SessionStarted");
    customer.attempts(dead, 1);
    server.turn(Duration.ofSeconds(10));
    customer.attempts(dead, 2);
    server.turn(Duration.ofMinutes(1));
    customer.attempts(dead, 3);
    server.turn(Duration.ofMinutes(1));
    Awaitility.await()
        .atMost(Customer.SOON)
        .until(() -> customer.endpoint(dead).has("failingSince"));
    server.turn(Duration.ofHours(71));
    assertThat(customer.exists(dead)).isTrue();
    server.turn(Duration.ofHours(1));
    assertThat(customer.exists(dead)).isFalse();
    assertThat(customer.exists(idle)).isTrue();
    server.turn(Duration.ofDays(30));
    assertThat(customer.exists(idle)).isTrue();
  }

  @Test
  void M_4_aSuccessResets() throws Exception {
    String webhook = customer.webhook();
    AtomicInteger status = new AtomicInteger(500);
    customer.receiver.answer(_ -> Answer.status(status.get()));
    customer.sample("SessionStarted");
    customer.attempts(webhook, 1);
    status.set(204);
    server.turn(Duration.ofMinutes(2));
    customer.attempts(webhook, 2);
    server.turn(Duration.ofHours(71));
    status.set(500);
    customer.sample("SessionEnded");
    customer.attempts(webhook, 3);
    server.turn(Duration.ofHours(2));
    assertThat(customer.exists(webhook)).isTrue();
  }

  @Test
  void M_6_userinfoBecomesBasicAuthorizationAndShowsNowhereElse() throws Exception {
    String webhook =
        customer.webhookAt(
            "http://go:is%40wesome@127.0.0.1:" + customer.receiver.port() + "/hook?a=b");
    customer.sample("SessionStarted");
    Received request = customer.received(1).getFirst();
    String basic =
        "Basic "
            + Base64.getEncoder().encodeToString("go:is@wesome".getBytes(StandardCharsets.UTF_8));
    assertThat(request.header("Authorization")).hasValue(basic);
    assertThat(request.target()).isEqualTo("/hook?a=b");
    assertThat(request.header("Host")).hasValue("127.0.0.1:" + customer.receiver.port());
    assertThat(customer.attempts(webhook, 1).getFirst().path("url").asString())
        .doesNotContain("wesome");
  }

  @Test
  void M_6_thePasswordIsInNoLogAndNoMetric() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      String userinfo = "http://go:is%40wesome@127.0.0.1:";
      String failing = customer.webhookAt(userinfo + customer.receiver.port() + "/hook");
      String unreachable = customer.webhookAt(userinfo + closedPort() + "/hook");
      customer.receiver.answer(_ -> Answer.status(500));
      customer.sample("SessionStarted");
      customer.attempts(failing, 1);
      customer.attempts(unreachable, 1);
    } finally {
      root.detachAppender(log);
    }
    HttpRequest metrics = HttpRequest.newBuilder(server.url().resolve("/metrics")).build();
    StringBuilder said = new StringBuilder();
    try (HttpClient http = HttpClient.newHttpClient()) {
      said.append(http.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
    }
    log.list.forEach(event -> said.append(event.getFormattedMessage()).append('\n'));
    assertThat(said.toString())
        .contains("postrider_", " failed: status 500")
        .doesNotContain("wesome")
        .doesNotContain("Z286aXNAd2Vzb21l");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket place = new ServerSocket(0)) {
      return place.getLocalPort();
    }
  }

  @Test
  void M_6_withoutUserinfoThereIsNoAuthorization() throws Exception {
    customer.webhook();
    customer.sample("SessionStarted");
    assertThat(customer.received(1).getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void M_8_aRetryCarriesTheSameBody() throws Exception {
    String webhook = customer.webhook();
    AtomicInteger attempts = new AtomicInteger();
    customer.receiver.answer(
        _ -> attempts.incrementAndGet() == 1 ? Answer.close() : Answer.status(200));
    byte[] body = customer.sample("SessionStarted");
    customer.attempts(webhook, 1);
    server.turn(Duration.ofMinutes(1));
    assertThat(customer.received(2)).allMatch(r -> text(body).equals(r.body().text()));
  }

  @Test
  void M_9_aFailingEventHoldsBackItsEntityTypeAndNoOther() throws Exception {
    String webhook = customer.webhook();
    AtomicInteger failures = new AtomicInteger(1);
    customer.receiver.answer(r ->
        Answer.status(
            r.body().text().contains("SessionCreated") && failures.getAndDecrement() > 0
                ? 500
                : 200));
    customer.sample("SessionCreated");
    customer.attempts(webhook, 1);
    customer.sample("SessionStarted");
    customer.sample("UserStatusChanged");
    customer.attempts(webhook, 2);
    assertThat(types(customer.received(2))).containsExactly("SessionCreated", "UserStatusChanged");
    server.turn(Duration.ofMinutes(1));
    assertThat(types(customer.received(4)))
        .containsExactly("SessionCreated", "UserStatusChanged", "SessionCreated", "SessionStarted");
  }

  @Test
  void M_10_plainHttpIsAccepted() throws Exception {
    assertThat(customer.register("{\"url\":\"http://example.com/hook\"}").status()).isEqualTo(201);
  }

  @Test
  void M_11_deliveriesArePostsOfJson() throws Exception {
    customer.webhook();
    customer.sample("SessionStarted");
    Received request = customer.received(1).getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("Content-Type")).hasValue("application/json; charset=utf-8");
    assertThat(request.headers().stream().map(h -> h.getKey().toLowerCase(java.util.Locale.ROOT)))
        .noneMatch(name -> name.startsWith("webhook-") || name.startsWith("svix-"));
  }

  @Test
  void M_12_M_13_M_14_M_15_M_16_everySampleArrivesByteForByte() throws Exception {
    var application = customer.api().get("/api/v1/app/" + customer.application).require(200);
    assertThat(application.path("platform").asString()).isEqualTo("mluvii");
    assertThat(everySampleArrives()).hasSize(49);
  }

  @Test
  void M_20_SessionForwardedNamesOneTarget() throws Exception {
    String forwarded = text(customer.bytes("SessionForwarded"));
    assertThat(forwarded).contains("\"userId\": null");
    customer.refused(forwarded.replace("\"userId\": null", "\"userId\": 7"), "");
  }

  @Test
  void M_23_thePayloadsKeyIsIdSessionIdOrUserId() throws Exception {
    customer.refused(
        text(customer.bytes("SessionStarted")).replace("\"id\"", "\"sessionId\""), "id");
    String chat = text(customer.bytes("SessionActivityChatMessage"));
    customer.refused(chat.replace("\"sessionId\"", "\"id\""), "sessionId");
    String status = text(customer.bytes("UserStatusChanged"));
    customer.refused(status.replace("\"userId\"", "\"id\""), "userId");
  }

  @Test
  void M_24_StatRealTimeIsRefusedByPathAndNothingIsStored() throws Exception {
    var answer =
        customer.publish(
            "{\"eventType\":\"StatRealTime\",\"data\":{}}".getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"eventType\"]");
    assertThat(customer.api().all(customer.path("/msg"))).isEmpty();
  }

  private static List<String> bodies(List<Received> received, String target) {
    return received.stream()
        .filter(r -> r.target().equals(target))
        .map(r -> r.body().text())
        .toList();
  }

  private static List<String> types(List<Received> received) {
    return received.stream()
        .map(r -> r.body().text().replaceAll("(?s).*\"eventType\" *: *\"([A-Za-z]+)\".*", "$1"))
        .toList();
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
