package dev.postrider.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a run is made of. Each part has a number by which chance decides about it, so that parts can
 * be taken away one by one and the rest stays what it is.
 *
 * @param span microseconds in which parts come; then everything calms down
 * @param webhooks the endpoints that exist from the start
 */
public record Scenario(
    long seed,
    long span,
    Set<Nature> natures,
    List<Integer> webhooks,
    List<Arrival> arrivals,
    List<Trouble> troubles) {

  /** What is true of a whole run. */
  public enum Nature {
    RECEIVERS_FAIL,
    COMMITS_FAIL,
    COMMITS_LAG,
    LOADS_FAIL,
    LANES,
    LARGE_PAYLOADS,
    MESSAGES_FOR_LATER,
    RATES,
    UNSTORABLE_DRAFTS
  }

  /** A message that a caller has to deliver, at this microsecond. */
  public record Arrival(int number, long at) {}

  /** Something that disturbs, at this microsecond. */
  public record Trouble(int number, long at, Kind kind) {}

  /** How it disturbs. */
  public enum Kind {
    /** The process ends, between two events or between what one of them brings about. */
    CRASH,
    /** Another process takes over while the old one still goes on, at once or after a freeze. */
    HAND_OVER,
    /** The process stands still for a while. */
    FREEZE,
    /** The database is away for a while. */
    OUTAGE,
    CLOCK_FORWARD,
    CLOCK_BACK,
    CREATE,
    DISABLE,
    ENABLE,
    DELETE,
    ROTATE_SECRET,
    CHANGE_POLICY,
    CHANGE_URL,
    CHANGE_RATE,
    /** A receiver fails for a while, or comes and goes. */
    ILLNESS,
    RESEND,
    REQUEUE,
    CANCEL,
    EXPUNGE
  }

  private static final long SECOND = 1_000_000;

  /** Kinds as often as they are wanted. */
  private static final List<Kind> DECK = deck();

  private static List<Kind> deck() {
    List<Kind> deck = new ArrayList<>(List.of(Kind.values()));
    deck.addAll(List.of(Kind.CRASH, Kind.CRASH, Kind.HAND_OVER, Kind.ILLNESS, Kind.ILLNESS));
    deck.addAll(
        List.of(Kind.RESEND, Kind.REQUEUE, Kind.CANCEL, Kind.CANCEL, Kind.DISABLE, Kind.ENABLE));
    deck.addAll(List.of(Kind.DELETE, Kind.CRASH, Kind.CRASH));
    return deck;
  }

  public Scenario {
    natures = Collections.unmodifiableSet(copy(natures));
    webhooks = List.copyOf(webhooks);
    arrivals = List.copyOf(arrivals);
    troubles = List.copyOf(troubles);
  }

  private static Set<Nature> copy(Set<Nature> natures) {
    Set<Nature> copy = EnumSet.noneOf(Nature.class);
    copy.addAll(natures);
    return copy;
  }

  boolean has(Nature nature) {
    return natures.contains(nature);
  }

  int size() {
    return natures.size() + webhooks.size() + arrivals.size() + troubles.size();
  }

  /** The scenario of a seed. */
  public static Scenario of(long seed) {
    Chance chance = new Chance(seed);
    Set<Nature> natures = EnumSet.noneOf(Nature.class);
    for (Nature nature : Nature.values()) {
      if (!chance.oneIn(4, nature.name(), 0)) {
        natures.add(nature);
      }
    }
    List<Integer> webhooks = new ArrayList<>();
    for (int i = 0; i <= chance.below(4, "webhooks", 0); i++) {
      webhooks.add(i);
    }
    long span =
        switch (chance.below(8, "span", 0)) {
          case 0 -> 6 * 3_600 * SECOND;
          case 1, 2 -> 600 * SECOND;
          case 3 -> SECOND / 2;
          default -> (1 + chance.below(10, "span", 1)) * SECOND;
        };
    int bursts = 1 + chance.below(chance.oneIn(2, "few bursts", 0) ? 3 : 20, "bursts", 0);
    int burst =
        chance.oneIn(3, "burst", 0) ? 200_000 : chance.oneIn(2, "burst", 1) ? 30_000 : 3_000;
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < 10 + chance.below(80, "arrivals", 0); i++) {
      long start = span * chance.below(bursts, "burst of", i) / bursts;
      arrivals.add(new Arrival(i, start + chance.below(burst, "arrival at", i)));
    }
    List<Trouble> troubles = new ArrayList<>();
    for (int i = 0; i < 2 + chance.below(24, "troubles", 0); i++) {
      Kind kind = DECK.get(chance.below(DECK.size(), "kind", i));
      // Trouble comes where something happens: beside an arrival, or anywhere. A former owner lives
      // on only where it has nothing to write.
      int anywhere = kind == Kind.HAND_OVER ? 2 : 3;
      long at =
          chance.oneIn(anywhere, "trouble where", i)
              ? span * chance.below(1_000, "trouble at", i) / 1_000
              : arrivals.get(chance.below(arrivals.size(), "trouble by", i)).at()
                  + chance.below(2 * burst, "trouble after", i);
      troubles.add(new Trouble(i, at, kind));
    }
    return new Scenario(seed, span, natures, webhooks, arrivals, troubles);
  }
}
