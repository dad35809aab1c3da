package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Examples, from the catalogue of a platform to the receiver; and what is counted of them. */
final class SendExampleTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private static TurnedServer server;

  private final Receiver receiver = Receiver.start();
  private final String app = "/api/v1/app/app-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private void application(String platform) throws Exception {
    String uid = app.substring(app.lastIndexOf('/') + 1);
    String body = "{'name':'%1$s','uid':'%1$s','platform':'%2$s'}".formatted(uid, platform);
    post("/api/v1/app", body).require(201);
    String url = receiver.url("127.0.0.1", "/ep");
    post(app + "/endpoint", "{'url':'%s','uid':'ep'}".formatted(url)).require(201);
    post(app + "/endpoint", "{'url':'%s','uid':'other'}".formatted(url + "-other")).require(201);
  }

  private static Answer post(String path, String body) throws Exception {
    return server.api().post(path, body.replace('\'', '"'));
  }

  @Test
  void aPlatformsOwnExampleReachesTheEndpointAlone() throws Exception {
    application("comm100");
    String type = "offlineMessageIsSubmitted";
    JsonNode sent =
        post(app + "/endpoint/ep/send-example", "{'eventType':'%s'}".formatted(type)).require(200);
    Received received = receiver.awaitCount(1, SOON).getFirst();
    assertThat(received.target()).isEqualTo("/ep");
    assertThat(received.body().text()).contains("offline_message_submitted");
    Awaitility.await().atMost(SOON).until(() -> stats().path("success").asInt() == 1);
    JsonNode listed = server.api().get(app + "/endpoint/ep/msg").require(200);
    assertThat(listed.at("/data/0/id")).isEqualTo(sent.at("/id"));
    assertThat(listed.at("/data/0/statusText").asString()).isEqualTo("success");
    JsonNode elsewhere = server.api().get(app + "/endpoint/other/msg").require(200);
    assertThat(elsewhere.at("/data").size()).isZero();
    assertThat(receiver.received()).hasSize(1);
  }

  private JsonNode stats() throws Exception {
    return server.api().get(app + "/endpoint/ep/stats").require(200);
  }

  @Test
  void whatFailsIsCountedAsItGoesOn() throws Exception {
    application("standard");
    receiver.answer(_ -> dev.postrider.testkit.Answer.status(500));
    post(app + "/endpoint/ep/send-example", "{'eventType':'svix.ping'}").require(200);
    Awaitility.await().atMost(SOON).until(() -> stats().path("sending").asInt() == 1);
    receiver.answer(_ -> dev.postrider.testkit.Answer.status(200));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> {
          server.turn(Duration.ofSeconds(30));
          return stats().path("success").asInt() == 1;
        });
    assertThat(stats().path("sending").asInt()).isZero();
  }

  @Test
  void aMessageSentLaterIsListedAndCounted() throws Exception {
    application("standard");
    server.api().delete(app + "/endpoint/ep").require(204);
    String message =
        post(app + "/msg", "{'eventType':'a','payload':{}}").require(202).at("/id").asString();
    String url = receiver.url("127.0.0.1", "/late");
    post(app + "/endpoint", "{'url':'%s','uid':'late'}".formatted(url)).require(201);
    post(app + "/msg/" + message + "/endpoint/late/resend", "").require(202);
    Awaitility.await()
        .atMost(SOON)
        .until(() -> {
          server.turn(Duration.ofSeconds(1));
          JsonNode listed = server.api().get(app + "/endpoint/late/msg?status=0").require(200);
          return listed.at("/data/0/id").asString().equals(message);
        });
    assertThat(server.api().get(app + "/endpoint/late/stats").require(200).at("/success").asInt())
        .isEqualTo(1);
  }
}
