package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MetricsTest {

  @Test
  void aMetricIsSummedOverItsLabels() {
    String text =
        """
        # HELP postrider_parked Deliveries that wait on disk
        # TYPE postrider_parked gauge
        postrider_parked{shard="0"} 1.0E6
        postrider_parked{shard="1"} 24.0
        postrider_parked_other 7.0
        """;
    assertThat(Metrics.sum(text, "postrider_parked")).isEqualTo(1_000_024);
    assertThat(Metrics.sum(text, "postrider_parked_other")).isEqualTo(7);
    assertThat(Metrics.sum(text, "postrider")).isZero();
  }

  @Test
  void samplesAreThinnedEvenly() {
    List<Double> all = IntStream.range(0, 600).mapToObj(i -> (double) i).toList();
    assertThat(Memory.thinned(all, 60)).hasSize(60).startsWith(0.0, 10.0);
    assertThat(Memory.thinned(List.of(1.0, 2.0), 60)).containsExactly(1.0, 2.0);
    assertThat(Memory.thinned(List.of(), 60)).isEmpty();
  }
}
