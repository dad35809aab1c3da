package dev.postrider.simulation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Takes parts away from a scenario as long as it still fails. */
final class Shrinker {
  private final Predicate<Scenario> fails;
  private int runs;

  /**
   * Tries at most so many runs.
   *
   * @param runs bounds the time, since a run has an end
   */
  Shrinker(int runs, Predicate<Scenario> fails) {
    this.runs = runs;
    this.fails = fails;
  }

  Scenario shrink(Scenario failing) {
    Scenario least = failing;
    int size;
    do {
      size = least.size();
      least = parts(least, least.troubles(), Shrinker::withTroubles);
      least = parts(least, least.arrivals(), Shrinker::withArrivals);
      least = parts(least, least.webhooks(), Shrinker::withWebhooks);
      least = parts(least, List.copyOf(least.natures()), Shrinker::withNatures);
    } while (least.size() < size && runs > 0);
    return least;
  }

  /** Without half of the parts, then without a quarter, and in the end without single ones. */
  private <T> Scenario parts(
      Scenario from, List<T> parts, BiFunction<Scenario, List<T>, Scenario> with) {
    Scenario least = from;
    List<T> left = parts;
    for (int piece = Math.max(1, left.size() / 2); piece > 0; piece /= 2) {
      for (int at = 0; at < left.size() && runs > 0; ) {
        List<T> fewer = new ArrayList<>(left.subList(0, at));
        fewer.addAll(left.subList(Math.min(left.size(), at + piece), left.size()));
        Scenario smaller = with.apply(least, fewer);
        runs--;
        if (fails.test(smaller)) {
          least = smaller;
          left = fewer;
        } else {
          at += piece;
        }
      }
    }
    return least;
  }

  private static Scenario withTroubles(Scenario s, List<Scenario.Trouble> troubles) {
    return new Scenario(s.seed(), s.span(), s.natures(), s.webhooks(), s.arrivals(), troubles);
  }

  private static Scenario withArrivals(Scenario s, List<Scenario.Arrival> arrivals) {
    return new Scenario(s.seed(), s.span(), s.natures(), s.webhooks(), arrivals, s.troubles());
  }

  private static Scenario withWebhooks(Scenario s, List<Integer> webhooks) {
    return new Scenario(s.seed(), s.span(), s.natures(), webhooks, s.arrivals(), s.troubles());
  }

  private static Scenario withNatures(Scenario s, List<Scenario.Nature> natures) {
    Set<Scenario.Nature> copy = EnumSet.noneOf(Scenario.Nature.class);
    copy.addAll(natures);
    return new Scenario(s.seed(), s.span(), copy, s.webhooks(), s.arrivals(), s.troubles());
  }
}
