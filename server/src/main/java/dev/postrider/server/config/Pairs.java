package dev.postrider.server.config;

import dev.postrider.server.terminal.Complaint;
import java.util.List;

/** Refuses settings that are each within their bound, but do not go together. */
final class Pairs {

  /** Two settings of one kind, of which one is at least the other. */
  private record Pair<T extends Comparable<? super T>>(Key<T> more, Key<T> less) {
    void require(Settings s) {
      if (s.get(more).compareTo(s.get(less)) < 0) {
        throw Complaint.usage(
            "%s must be at least %s, which is %s (%s), not %s (%s); raise %s or lower %s."
                .formatted(
                    more.path(),
                    less.path(),
                    less.show(s.get(less)),
                    s.origin(less),
                    more.show(s.get(more)),
                    s.origin(more),
                    more.path(),
                    less.path()));
      }
    }
  }

  private static final List<Pair<?>> ALL =
      List.of(
          new Pair<>(ApiKeys.BODIES_BYTES, ApiKeys.BODY_LIMIT),
          new Pair<>(DispatchKeys.MEMORY_BYTES, DispatchKeys.WINDOW_BYTES),
          new Pair<>(DispatchKeys.LONGEST_PAUSE, DispatchKeys.FIRST_PAUSE),
          new Pair<>(DispatchKeys.RAMP_END, DispatchKeys.RAMP_START),
          new Pair<>(SenderKeys.CONNECTIONS, SenderKeys.CONNECTIONS_PER_HOST));

  private Pairs() {}

  static void require(Settings s) {
    ALL.forEach(pair -> pair.require(s));
  }
}
