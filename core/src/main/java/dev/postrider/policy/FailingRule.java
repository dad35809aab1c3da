package dev.postrider.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What becomes of an endpoint to which nothing could be delivered for long. */
public sealed interface FailingRule {

  /** It stays as it is. */
  record Keep() implements FailingRule {}

  /** It gets nothing more until a person enables it. */
  record Disable(Duration after) implements FailingRule {
    public Disable {
      require(after);
    }
  }

  /** It is deleted, with all that waits for it. */
  record Delete(Duration after) implements FailingRule {
    public Delete {
      require(after);
    }
  }

  /** How long an endpoint may fail without one success; empty for ever. */
  default Optional<Duration> patience() {
    return switch (this) {
      case Keep() -> Optional.empty();
      case Disable(Duration after) -> Optional.of(after);
      case Delete(Duration after) -> Optional.of(after);
    };
  }

  /** True when an endpoint that has been failing since then has used up its patience. */
  default boolean due(Instant since, Instant now) {
    return patience().filter(after -> !since.plus(after).isAfter(now)).isPresent();
  }

  private static void require(Duration after) {
    if (after.compareTo(Duration.ofMinutes(1)) < 0 || after.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("failing after: 1 minute to 365 days, not " + after);
    }
  }
}
