package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny run with a real receiver, which is killed once: the counts agree, whatever the times. */
final class ReceiverRunTest {

  @Test
  void whatWasAcknowledgedWasHandled() throws Exception {
    ReceiverReport report =
        ReceiverRun.measure(
            Rig.here(), new ReceiverRun.Plan(Duration.ZERO, Duration.ofSeconds(1), 50, 300, 1, 8));

    assertThat(report.lost()).isZero();
    assertThat(report.duplicated()).isZero();
    assertThat(report.acknowledged().outcome().acknowledged()).isPositive();
    assertThat(report.acknowledged().costs().commitsPerSecond()).isPositive();
    assertThat(report.backlog().outcome())
        .as("handlers stood still until all were there")
        .isEqualTo(new ReceiverReport.Outcome(300, 0, 0, 0));
    assertThat(report.backlog().waiting()).isEqualTo(300);
    assertThat(report.backlog().rssMaxMegabytes()).isPositive();
    assertThat(report.kills().outcome().acknowledged()).isPositive();
    assertThat(report.table().lines()).hasSizeLessThan(24);

    JsonNode json = JsonMapper.shared().readTree(Figures.json(report));
    assertThat(json.path("acknowledgedPerSecond").asDouble())
        .isEqualTo(report.acknowledgedPerSecond())
        .isPositive();
    assertThat(json.path("answerMillis").path("p99").asDouble()).isPositive();
    assertThat(json.path("lost").isIntegralNumber()).isTrue();
  }
}
