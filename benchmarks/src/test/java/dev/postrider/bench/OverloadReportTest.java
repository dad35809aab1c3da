package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What overload, isolation and herd report, and which targets they say were missed. */
final class OverloadReportTest {
  private static final Environment ENVIRONMENT =
      new Environment(2, "Linux", "25", "18.6", LoadShape.of(100, 1024, 128));
  private static final long CAPACITY = 10;

  private final Timeline timeline = new Timeline();

  /** A second with so many requests that were accepted after this time, and so many shed. */
  private void second(int number, int accepted, long millis, int shed) {
    long due = TimeUnit.SECONDS.toNanos(number);
    long answered = due + TimeUnit.MILLISECONDS.toNanos(millis);
    for (int i = 0; i < accepted; i++) {
      timeline.answered(due, answered, 202, true, false);
    }
    for (int i = 0; i < shed; i++) {
      timeline.answered(due, answered, 503, false, true);
    }
  }

  private OverloadReport report(double rss, long lost) {
    return OverloadReport.of(
        CAPACITY,
        new OverloadReport.Costs(new Phase.CpuMicros(60, 20), new Phase.CpuMicros(90, 20)),
        new OverloadReport.Phases(
            timeline.span(0, 1), timeline.span(1, 2), timeline.seconds(2, 99)),
        new OverloadReport.Memories(rss, 90),
        new OverloadReport.Outcome(100, lost, 0),
        new MachineLoad(1, 2),
        ENVIRONMENT);
  }

  @Test
  void whatMeetsEveryTargetMissesNone() {
    second(0, 5, 10, 0);
    second(1, 12, 900, 18);
    second(2, 5, 300, 0);
    second(3, 4, 15, 1);
    second(4, 5, 19, 0);
    second(5, 5, 21, 0);
    for (int i = 6; i < 9; i++) {
      second(i, 5, 19, 0);
    }
    OverloadReport report = report(500, 0);
    assertThat(report.missed()).isEmpty();
    assertThat(report.recoverySeconds())
        .as("slow, refusing, normal by chance, slow, normal")
        .isEqualTo(5);
    JsonNode json = JsonMapper.shared().readTree(Figures.json(report));
    assertThat(json.path("capacityPerSecond").asDouble()).isEqualTo(10);
    assertThat(json.path("offeredPerSecond").asDouble()).isEqualTo(30);
    assertThat(json.path("demandPerSecond").asDouble()).isEqualTo(30);
    assertThat(json.path("acceptedPerSecond").asDouble()).isEqualTo(12);
    assertThat(json.path("shedPerSecond").asDouble()).isEqualTo(18);
    assertThat(json.path("acceptedMillis").path("p99").asDouble()).isBetween(890.0, 910.0);
    assertThat(json.path("rssMaxMegabytes").asDouble()).isEqualTo(500);
    assertThat(json.path("recoverySeconds").asInt()).isEqualTo(5);
    assertThat(json.path("lost").isIntegralNumber()).isTrue();
    assertThat(json.path("missed").isEmpty()).isTrue();
    assertThat(report.table().lines()).hasSizeLessThan(24);
  }

  @Test
  void everyTargetThatIsMissedIsNamed() {
    second(0, 5, 10, 0);
    timeline.unsent(TimeUnit.SECONDS.toNanos(1));
    second(1, 12, 6_000, 1);
    timeline.answered(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(2), 500, false, false);
    second(2, 5, 300, 0);
    assertThat(report(700, 2).missed())
        .satisfiesExactly(
            m -> assertThat(m).startsWith("offered 14/s, not 15"),
            m -> assertThat(m).startsWith("1 answered neither"),
            m -> assertThat(m).startsWith("p99 of the accepted"),
            m -> assertThat(m).startsWith("RSS 700"),
            m -> assertThat(m).startsWith("no recovery"),
            m -> assertThat(m).isEqualTo("2 lost"));
  }

  @Test
  void aLateRecoveryIsMissed() {
    second(0, 5, 10, 0);
    second(1, 12, 900, 18);
    for (int i = 2; i < 12; i++) {
      second(i, 5, 21, 0);
    }
    for (int i = 12; i < 15; i++) {
      second(i, 5, 20, 0);
    }
    assertThat(report(500, 0).missed())
        .containsExactly("recovery in the 11th second, not the 10th");
  }

  @Test
  void isolationIsARatio() {
    JsonNode json = JsonMapper.shared().readTree(Figures.json(isolation(10, 20, 7, 0)));
    assertThat(json.path("undisturbedMillis").path("p99").asDouble()).isEqualTo(10);
    assertThat(json.path("disturbedMillis").path("p50").asDouble()).isEqualTo(1);
    assertThat(json.path("ratio").asDouble()).isEqualTo(2);
    assertThat(json.path("lost").isIntegralNumber()).isTrue();
    assertThat(json.path("missed").isEmpty()).isTrue();
    assertThat(isolation(10, 20.1, 0, 3).missed())
        .satisfiesExactly(
            m -> assertThat(m).startsWith("p99 of the healthy 2.01"),
            m -> assertThat(m).startsWith("no attempt failed"),
            m -> assertThat(m).isEqualTo("3 lost"));
    assertThat(isolation(10, 20, 7, 0).table().lines()).hasSizeLessThan(24);
  }

  /** Who is never served has no time that could be long. */
  @Test
  void healthyEndpointsThatGetNothingAreMissed() {
    assertThat(isolation(10, 20, 7, 0, 976).missed()).isEmpty();
    assertThat(isolation(10, 20, 7, 0, 960).missed())
        .containsExactly("98.0 % of what was due at the healthy had come, not 99.5");
  }

  private static IsolationReport isolation(double before, double during, long failed, long lost) {
    return isolation(before, during, failed, lost, 980);
  }

  /** Of 980 messages that are due at the healthy, so many came. */
  private static IsolationReport isolation(
      double before, double during, long failed, long lost, long arrived) {
    return IsolationReport.of(
        new IsolationRun.Plan(
            1_000,
            Duration.ofSeconds(1),
            new Disturbance(10, 10, 5),
            LoadShape.of(1_000, 1024, 128)),
        new IsolationReport.Healthy(
            new Latency.Millis(1, before, 99),
            new Latency.Millis(1, during, 99),
            new Latency.Millis(1, before, 99),
            arrived),
        new IsolationReport.Costs(new Phase.CpuMicros(60, 20), new Phase.CpuMicros(70, 20)),
        new IsolationReport.Outcome(100, 0, failed, lost, 0, 300),
        new MachineLoad(1, 2),
        ENVIRONMENT);
  }

  @Test
  void aHerdIsJudgedByLossControlAndMemory() {
    HerdReport good = HerdReport.of(herd(500, 650, 0, 0), null, new MachineLoad(1, 2));
    assertThat(good.missed()).isEmpty();
    HerdReport bad = HerdReport.of(herd(501, 650, 2, 1), herd(9, 651, 0, 0), new MachineLoad(1, 2));
    assertThat(bad.lost()).isEqualTo(3);
    assertThat(bad.missed())
        .satisfiesExactly(
            m -> assertThat(m).isEqualTo("endpoints that recover: 3 lost"),
            m -> assertThat(m).startsWith("endpoints that recover: p99 of the control 501"),
            m -> assertThat(m).startsWith("deliveries due at once: RSS 651"));
    assertThat(bad.table().lines()).hasSizeLessThan(24);
    JsonNode json = JsonMapper.shared().readTree(Figures.json(bad));
    assertThat(json.path("endpoints").path("peakPerSecond").asInt()).isEqualTo(9);
    assertThat(json.path("due").path("rssMaxMegabytes").asDouble()).isEqualTo(651);
  }

  private static HerdReport.Part herd(double p99, double rss, long lost, long controlLost) {
    return new HerdReport.Part(
        2,
        12,
        2,
        6,
        9,
        5,
        3,
        new Phase.CpuMicros(60, 20),
        List.of(3, 9),
        new Latency.Millis(1, 2, 3),
        new Latency.Millis(1, p99, 999),
        rss,
        80,
        lost,
        0,
        controlLost);
  }
}
