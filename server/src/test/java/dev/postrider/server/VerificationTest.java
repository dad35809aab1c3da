package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A whole server that asks receivers first, and a receiver that says no, yes, or nothing. */
final class VerificationTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ENDPOINTS = "/api/v1/app/shop/endpoint";
  private static final String HOOK = ENDPOINTS + "/hook";
  private static final Answer YES =
      Answer.bytes(200, new byte[0], "WebHook-Allowed-Origin: webhooks.example.com");

  private final Receiver receiver = Receiver.start();
  private final String database = TurnedServer.freshDatabase();
  private TurnedServer server =
      new TurnedServer(database, Map.of("sender.origin", "webhooks.example.com"));

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  /** It answers OPTIONS so, and takes webhooks. */
  private void asked(Answer answer) {
    receiver.answer(request -> request.method().equals("OPTIONS") ? answer : Answer.status(204));
  }

  private void create() throws Exception {
    server.api().createApplication("shop");
    JsonNode created =
        server
            .api()
            .post(ENDPOINTS, "{\"uid\":\"hook\",\"url\":\"%s\"}".formatted(receiver.url()))
            .require(201);
    assertThat(created.at("/verification/status").asString()).isEqualTo("pending");
  }

  private void publish(int number) throws Exception {
    server
        .api()
        .post(
            "/api/v1/app/shop/msg",
            "{\"eventType\":\"a\",\"payload\":{\"n\":%d}}".formatted(number))
        .require(202);
  }

  private List<Received> requests(String method) {
    return receiver.received().stream().filter(r -> r.method().equals(method)).toList();
  }

  private List<String> webhooks() {
    return requests("POST").stream().map(r -> r.body().text().replaceAll("[^0-9]", "")).toList();
  }

  private void awaitStatus(String status) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> verification().at("/status").asString(), status::equals);
  }

  private JsonNode verification() throws Exception {
    return server.api().get(HOOK).require(200).path("verification");
  }

  private void awaitReason(String reason) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> verification().path("reason").asString("").contains(reason));
  }

  private void awaitWebhooks(String... bodies) {
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(webhooks()).containsExactlyInAnyOrder(bodies));
  }

  @Test
  void whatComesBeforeThePermissionWaitsForItAndOverARestart() throws Exception {
    asked(Answer.status(405));
    create();
    publish(1);
    awaitReason("405");
    assertThat(verification().path("status").asString()).isEqualTo("pending");
    server.restart();
    publish(2);
    server.turn(Duration.ofSeconds(9));
    assertThat(webhooks()).isEmpty();
    asked(YES);
    server.turn(Duration.ofSeconds(1));
    awaitStatus("verified");
    awaitWebhooks("1", "2");
    publish(3);
    awaitWebhooks("1", "2", "3");
    assertThat(requests("POST"))
        .allMatch(
            r -> r.header("webhook-request-origin").orElse("").equals("webhooks.example.com"));
    assertThat(requests("OPTIONS")).hasSize(2);
  }

  @Test
  void whoeverSaysNoIsAskedNoMoreUntilSomebodyWantsIt() throws Exception {
    asked(Answer.status(200));
    create();
    publish(1);
    for (int tries = 1; tries < 7; tries++) {
      int times = tries;
      Awaitility.await().atMost(SOON).until(() -> requests("OPTIONS").size() == times);
      awaitReason("200");
      server.turn(Duration.ofDays(1));
    }
    awaitStatus("failed");
    server.turn(Duration.ofDays(2));
    asked(YES);
    server.api().post(HOOK + "/verify", "").require(200);
    awaitStatus("verified");
    awaitWebhooks("1");
    assertThat(requests("OPTIONS")).hasSize(8);
  }

  @Test
  void anotherUrlHasToPermitAnew() throws Exception {
    asked(YES);
    create();
    awaitStatus("verified");
    asked(Answer.status(404));
    server
        .api()
        .patch(HOOK, "{\"url\":\"%s\"}".formatted(receiver.url("127.0.0.1", "/other")))
        .require(200);
    awaitReason("404");
    publish(1);
    asked(YES);
    server.api().post(HOOK + "/verify", "").require(200);
    awaitWebhooks("1");
    assertThat(requests("POST").getFirst().target()).isEqualTo("/other");
  }

  /** What is not asked for any more is not waited for. */
  @Test
  void aServerThatAsksNoMoreSendsWhatHasWaited() throws Exception {
    asked(Answer.status(405));
    create();
    publish(1);
    awaitReason("405");
    server.close();
    server = new TurnedServer(database, Map.of());
    awaitWebhooks("1");
    assertThat(server.api().get(HOOK).require(200).has("verification")).isFalse();
  }
}
