package dev.postrider.simulation;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tries seeds. Each run has its own world, so that several threads may try at once.
 *
 * <p>A function of the JDK, because classes that were mutated are loaded beside the true ones, and
 * only a type that both know can be called across.
 */
public final class Trial implements LongFunction<@Nullable String> {
  private static final int SHRINKING_RUNS = 3_000;

  /** What a seed did. */
  public sealed interface Result {
    /** Every promise was kept. */
    record Kept(Report report) implements Result {}

    /** One was not. */
    record Violated(Finding finding) implements Result {}
  }

  /** Runs the scenario of a seed; shrinks it when it breaks a promise. */
  public static Result run(long seed) {
    Scenario scenario = Scenario.of(seed);
    try {
      return new Result.Kept(Simulation.run(scenario, Story.NONE));
    } catch (RuntimeException broken) {
      Scenario shortest =
          new Shrinker(SHRINKING_RUNS, s -> broken(s, Story.NONE) != null).shrink(scenario);
      Story.Kept story = new Story.Kept();
      String why = broken(shortest, story);
      return new Result.Violated(
          new Finding(seed, shortest, why == null ? broken.toString() : why, story.text()));
    }
  }

  /** The story of a seed that breaks nothing, with what it did in the end. */
  public static String story(long seed) {
    Story.Kept story = new Story.Kept();
    Report report = Simulation.run(Scenario.of(seed), story);
    return story.text() + "\n" + report;
  }

  /** What the scenario of the seed breaks, not shrunk; null for nothing. */
  @Override
  public @Nullable String apply(long seed) {
    return broken(Scenario.of(seed), Story.NONE);
  }

  private static @Nullable String broken(Scenario scenario, Story story) {
    try {
      Simulation.run(scenario, story);
      return null;
    } catch (RuntimeException broken) {
      return broken instanceof Broken ? broken.getMessage() : broken.toString();
    }
  }
}
