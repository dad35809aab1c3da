package dev.postrider.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is left of a scenario is what it takes to fail. */
final class ShrinkerTest {

  @Test
  void onlyThePartsThatItTakesAreLeft() {
    Scenario scenario = withCrash();
    Scenario.Trouble crash =
        scenario.troubles().stream()
            .filter(t -> t.kind() == Scenario.Kind.CRASH)
            .findFirst()
            .orElseThrow();
    Scenario.Arrival arrival = scenario.arrivals().get(7);

    Scenario least =
        new Shrinker(1_000, s -> s.troubles().contains(crash) && s.arrivals().contains(arrival))
            .shrink(scenario);

    assertThat(least.troubles()).containsExactly(crash);
    assertThat(least.arrivals()).containsExactly(arrival);
    assertThat(least.webhooks()).isEmpty();
    assertThat(least.natures()).isEmpty();
  }

  @Test
  void itEndsWhenItsRunsAreSpent() {
    Scenario scenario = withCrash();
    int[] runs = {0};

    new Shrinker(
            10,
            _ -> {
              runs[0]++;
              return false;
            })
        .shrink(scenario);

    assertThat(runs[0]).isEqualTo(10);
  }

  private static Scenario withCrash() {
    return LongStream.rangeClosed(1, 1_000)
        .mapToObj(Scenario::of)
        .filter(s -> s.troubles().stream().anyMatch(t -> t.kind() == Scenario.Kind.CRASH))
        .findFirst()
        .orElseThrow();
  }
}
