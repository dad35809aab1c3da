package dev.postrider.server.demo;

import dev.postrider.server.demo.DemoApi.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/** Qikchat: two seconds to say 200, and callbacks that do not wait for each other. */
final class QikchatScene implements Scene {
  private static final String WEBHOOK = "/v1/configs/webhook";
  private static final Duration LIMIT = Duration.ofSeconds(2);

  @Override
  public String platform() {
    return "qikchat";
  }

  @Override
  public String rule() {
    return "silent for 2 s is failed; callbacks in parallel (Q-4, Q-6)";
  }

  @Override
  public void play(Stage stage) throws IOException, InterruptedException {
    register(stage);
    stage.encore(new Encore.Event(stage.example("status.read")));
    CountDownLatch tooLate = new CountDownLatch(1);
    stage.inbox().answer(Response.late(200, tooLate));

    Published message = stage.publish(stage.example("message.text"));
    Arrival first = stage.arrival();
    stage.checkBasic(first, "dGVzdHVzZXI6dGVzdHBhc3M=");
    stage.checkBody(first, message);
    parallel(stage, first.at().plus(LIMIT));

    JsonNode attempt = stage.progress().attempts(message, 1).path(0);
    long took = attempt.path("responseDurationMs").asLong();
    tooLate.countDown();
    stage.check(
        took >= LIMIT.toMillis() && took < LIMIT.multipliedBy(3).toMillis(),
        "after %.1f s of silence the first attempt has failed; a later 200 is too late"
            .formatted(took / 1e3));
    // The record is a moment younger than the failure.
    stage.passUntilRetry(
        message,
        Instant.parse(attempt.path("timestamp").asString()),
        new Wait(Duration.ofSeconds(4), Duration.ofSeconds(5), "5 s after that it is sent again"));
    stage.check(stage.arrival().body().equals(first.body()), "the same message once more");
  }

  /** The three statuses of a sent message arrive while the receiver thinks about the first. */
  private static void parallel(Stage stage, Instant end) throws IOException, InterruptedException {
    Set<String> missing = new HashSet<>();
    for (String status : List.of("sent", "delivered", "read")) {
      missing.add(stage.publish(stage.example("status." + status)).body());
    }
    boolean inTime = true;
    for (int i = missing.size(); i > 0; i--) {
      Arrival arrival = stage.arrival();
      missing.remove(arrival.body().text());
      inTime &= arrival.at().isBefore(end);
    }
    stage.check(missing.isEmpty() && inTime, "sent, delivered and read did not wait for it");
  }

  private static void register(Stage stage) throws IOException, InterruptedException {
    String key = stage.credential(stage.application(), "Webhooks");
    stage.encore(new Encore.Customer(WEBHOOK, "-H 'QIKCHAT-API-KEY: " + key + "'"));
    String body =
        "{\"url\":\"%s\",\"headers\":{\"Authorization\":\"Basic dGVzdHVzZXI6dGVzdHBhc3M=\"}}"
            .formatted(stage.url(""));
    stage.customer(new Call("POST", WEBHOOK, Map.of("QIKCHAT-API-KEY", key), body));
  }
}
