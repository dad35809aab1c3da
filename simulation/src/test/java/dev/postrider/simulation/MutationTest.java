package dev.postrider.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation bites: it finds every fault that is put into the code on purpose. */
final class MutationTest {
  private static final int SEEDS = 200;

  static List<Mutation> mutations() throws IOException {
    return Mutation.all();
  }

  @Test
  void theListIsOfThese() throws IOException {
    assertThat(Mutation.listed())
        .hasSizeGreaterThanOrEqualTo(50)
        .containsExactlyInAnyOrderElementsOf(mutations().stream().map(Mutation::name).toList());
  }

  /** The seed of the list must find it; if the simulation has changed, another may. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("mutations")
  @Timeout(120)
  void aFaultIsFound(Mutation mutation)
      throws IOException, ReflectiveOperationException, URISyntaxException {
    LongFunction<@Nullable String> trial = MutatedClasses.trial(mutation);
    int listed = mutation.seed();
    assertThat(listed).as("the seed in the list").isBetween(1, SEEDS);
    String broken = trial.apply(listed);
    if (broken == null) {
      int first = first(trial);
      assertThat(first)
          .as("seeds 1 to %d do not find %s", SEEDS, mutation)
          .isLessThanOrEqualTo(SEEDS);
      assertThat(first)
          .as("seed %d finds %s now: write it into README.md", first, mutation)
          .isEqualTo(listed);
    }
  }

  private static int first(LongFunction<@Nullable String> trial) {
    int seed = 1;
    while (seed <= SEEDS && trial.apply(seed) == null) {
      seed++;
    }
    return seed;
  }
}
