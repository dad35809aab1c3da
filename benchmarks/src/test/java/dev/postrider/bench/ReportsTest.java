package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members that others read from the JSON documents. */
final class ReportsTest {
  private static final Environment ENVIRONMENT =
      new Environment(2, "Linux", "25", "18.6", LoadShape.of(100, 1024, 128));
  private static final Phase PHASE =
      new Phase(
          8_000,
          8_010,
          new Phase.CpuMicros(60, 15),
          new Phase.LoadCpuMicros(4, 4, 9),
          0.01,
          new Latency.Millis(3, 9, 20),
          new Latency.Millis(2, 6, 15));

  @Test
  void throughputHasItsMembers() {
    ThroughputReport report =
        throughput(new ThroughputReport.AtRate(4_000, PHASE))
            .with(
                new FloorReport(
                    16_000,
                    new Phase.CpuMicros(40, 0),
                    new Phase.LoadCpuMicros(4, 4, 9),
                    new Latency.Millis(1, 2, 3),
                    0.01,
                    0));
    JsonNode json = JsonMapper.shared().readTree(Figures.json(report));

    assertThat(json.path("messagesPerSecond").asDouble()).isEqualTo(8_000);
    assertThat(json.path("cpuMicrosPerMessage").path("server").asDouble()).isEqualTo(60);
    assertThat(json.path("cpuMicrosPerMessage").path("postgres").asDouble()).isEqualTo(15);
    assertThat(json.path("latencyMillis").path("p50").asDouble()).isEqualTo(3);
    assertThat(json.path("latencyMillis").path("p99").asDouble()).isEqualTo(9);
    assertThat(json.path("latencyMillis").path("p999").asDouble()).isEqualTo(20);
    assertThat(json.path("floor").path("messagesPerSecond").asDouble()).isEqualTo(16_000);
    assertThat(json.path("ratioToFloor").asDouble()).isEqualTo(0.5);
    assertThat(json.path("lost").isIntegralNumber()).isTrue();
    assertThat(json.path("duplicated").isIntegralNumber()).isTrue();
    assertThat(json.path("missed").path(0).asString()).isEqualTo("deliveries/s 8000, not 15000");
    assertThat(json.path("environment").path("cores").asInt()).isEqualTo(2);
    assertThat(json.path("environment").path("load").path("applications").asInt()).isEqualTo(100);
    assertThat(json.path("max").path("loadCpuMicrosPerMessage").path("sink").asDouble())
        .isEqualTo(4);
  }

  @Test
  void throughputWithoutTheOtherPhasesHasNullsInTheirPlace() {
    JsonNode json = JsonMapper.shared().readTree(Figures.json(throughput(null)));
    assertThat(json.path("latencyMillis").isNull()).isTrue();
    assertThat(json.path("floor").isNull()).isTrue();
    assertThat(json.path("ratioToFloor").isNull()).isTrue();
  }

  @Test
  void listsHasItsMembers() {
    ListsReport report =
        new ListsReport(
            3_700_000,
            5_000_000,
            10,
            99,
            17.5,
            List.of(new ListsReport.Read("messages", 3, 17.5, 20, 2.5, 50)),
            List.of(),
            88,
            List.of(new ListsReport.Read("overview", 30, 88, 90, 25, 40)),
            700,
            List.of("message_p20260301"),
            0.5,
            1.5,
            "18.6");
    JsonNode json = JsonMapper.shared().readTree(Figures.json(report));
    assertThat(json.path("worstP99Millis").asDouble()).isEqualTo(17.5);
    assertThat(json.path("attempts").asInt()).isEqualTo(5_000_000);
    assertThat(json.path("reads").path(0).path("p99").asDouble()).isEqualTo(17.5);
    assertThat(json.path("sequentialScans").path(0).asString()).isEqualTo("message_p20260301");
    assertThat(report.table()).contains("worst p99: 17.50 ms", "message_p20260301");
  }

  @Test
  void backlogHasItsMembers() {
    JsonNode json = JsonMapper.shared().readTree(Figures.json(backlog()));
    assertThat(json.path("queued").asLong()).isEqualTo(1_000_000);
    assertThat(json.path("queuedPerSecond").asDouble()).isEqualTo(4_000);
    assertThat(json.path("rssMaxMegabytes").asDouble()).isEqualTo(500);
    assertThat(json.path("others").path("p99Before").asDouble()).isEqualTo(8);
    assertThat(json.path("others").path("p99During").asDouble()).isEqualTo(12);
    assertThat(json.path("others").path("ratio").asDouble()).isEqualTo(1.5);
  }

  @Test
  void tablesFitOnAScreen() {
    assertThat(throughput(new ThroughputReport.AtRate(4_000, PHASE)).table().lines())
        .hasSizeLessThan(24);
    assertThat(backlog().table().lines()).hasSizeLessThan(24);
  }

  @Test
  void aBacklogInMemoryIsATargetThatWasMissed() {
    assertThat(receiver(390).missed()).isEmpty();
    assertThat(receiver(401).missed())
        .containsExactly("101 MB more memory with a backlog, not 100");
  }

  /** Of a receiver whose memory is 300 MB without a backlog. */
  private static ReceiverReport receiver(double withBacklog) {
    var millis = new Latency.Millis(1, 2, 3);
    var costs = new ReceiverReport.Costs(50, 20, 1_000, 16, 0.5);
    var outcome = new ReceiverReport.Outcome(1_000, 0, 0, 0);
    return ReceiverReport.of(
        new ReceiverReport.Paced(2_000, 2_000, millis, costs, 250, outcome),
        new ReceiverReport.Acknowledged(16_000, 16_000, millis, costs, 300, outcome),
        new ReceiverReport.Backlog(500_000, 15_000, 45_000, 310, withBacklog, 777, outcome),
        new ReceiverReport.Kills(5, outcome),
        new MachineLoad(0, 1));
  }

  private static ThroughputReport throughput(ThroughputReport.@Nullable AtRate atRate) {
    return ThroughputReport.of(PHASE, atRate, new Load.Counts(0, 0, 0, 0, 0), 300, ENVIRONMENT);
  }

  private static BacklogReport backlog() {
    return new BacklogReport(
        1_000_000,
        4_000,
        new Phase.CpuMicros(80, 20),
        999_744,
        500,
        List.of(400.0, 500.0),
        new BacklogReport.Others(8, 10, 12, 9, 1.5, 1.2, 0, 0),
        new BacklogReport.Drain(1_000_000, 100, 10_000, new Phase.CpuMicros(50, 20), 0, 0),
        null,
        ENVIRONMENT);
  }
}
