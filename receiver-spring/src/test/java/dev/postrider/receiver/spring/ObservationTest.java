package dev.postrider.receiver.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postrider.receiver.Webhook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Health and meters, where there is an actuator. */
@Timeout(120)
final class ObservationTest {
  private @TempDir Path folder;

  /** Handles none but one. */
  static final class Picky {
    @WebhookHandler
    void handle(Webhook webhook) throws IOException {
      if (!webhook.id().equals("msg_good")) {
        throw new IOException("no");
      }
    }
  }

  @Test
  void whatBecameOfWebhooksIsCounted() throws Exception {
    try (App app =
        App.start(
            App.Plain.class,
            List.of(new Picky()),
            "postrider.receiver.secrets=" + Sender.SECRET,
            "postrider.receiver.retry.attempts=1",
            "postrider.receiver.file=" + folder.resolve("inbox.db"),
            "management.endpoint.health.show-details=always")) {
      assertThat(Sender.send(app, "msg_good", "{}")).isEqualTo(200);
      assertThat(Sender.send(app, "msg_good", "{}")).isEqualTo(200);
      assertThat(Sender.send(app, "msg_bad", "{}")).isEqualTo(200);
      assertThat(Sender.post(app, "/webhooks", "{}", "webhook-id", "msg_1").statusCode())
          .isEqualTo(401);
      await().until(() -> app.inbox().counts().dead() == 1);
      MeterRegistry meters = app.context().getBean(MeterRegistry.class);
      await()
          .untilAsserted(() ->
              assertThat(
                      List.of(
                          meters.get("webhooks.taken").functionCounter().count(),
                          meters.get("webhooks.duplicates").functionCounter().count(),
                          attempts(meters, "handled"),
                          attempts(meters, "failed"),
                          meters
                              .get("webhooks.refused")
                              .tag("reason", "missing_headers")
                              .functionCounter()
                              .count(),
                          meters.get("webhooks.waiting").gauge().value(),
                          meters.get("webhooks.dead").gauge().value()))
                  .containsExactly(2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0));
      HttpResponse<String> health = Sender.get(app, "/actuator/health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .contains("\"webhooks\":{\"details\":{")
          .contains("\"dead\":1")
          .doesNotContain(Sender.SECRET);
    }
  }

  private static double attempts(MeterRegistry meters, String result) {
    return meters.get("webhooks.attempts").tag("result", result).functionCounter().count();
  }

  @Test
  void anInboxThatIsClosedIsOutOfService() throws Exception {
    try (App app =
        App.start(
            App.Plain.class,
            List.of(new Picky()),
            "postrider.receiver.secrets=" + Sender.SECRET,
            "postrider.receiver.file=" + folder.resolve("inbox.db"))) {
      app.context().getBean(InboxLifecycle.class).stop();
      HttpResponse<String> health = Sender.get(app, "/actuator/health");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("OUT_OF_SERVICE");
    }
  }

  @Test
  void anApplicationWithoutActuatorHasNeither() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                ReceiverAutoConfiguration.class, ReceiverObservationAutoConfiguration.class))
        .withClassLoader(
            new FilteredClassLoader("org.springframework.boot.health", "io.micrometer.core"))
        .withBean(Picky.class)
        .withPropertyValues(
            "postrider.receiver.secrets=" + Sender.SECRET,
            "postrider.receiver.file=" + folder.resolve("inbox.db"))
        .run(context -> {
          assertThat(context).hasNotFailed();
          assertThat(context.getBean(InboxLifecycle.class).isRunning()).isTrue();
          assertThat(context.getBeanNamesForType(HealthIndicator.class)).isEmpty();
          assertThat(context.getBeanNamesForType(MeterBinder.class)).isEmpty();
        });
  }
}
