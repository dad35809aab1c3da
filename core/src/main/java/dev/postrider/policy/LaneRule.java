package dev.postrider.policy;

/** What a lane does while its head keeps failing. */
public sealed interface LaneRule {

  /** The lane waits until the head is delivered or given up: order is kept whatever happens. */
  record Hold() implements LaneRule {}

  /**
   * After this many failed attempts the head steps aside, retries on its own, and the lane goes on.
   */
  record SkipAfter(int attempts) implements LaneRule {
    public SkipAfter {
      if (attempts < 1 || attempts > 50) {
        throw new IllegalArgumentException("lane skip after: 1 to 50 attempts, not " + attempts);
      }
    }
  }

  /** True when a head that failed this often no longer holds its lane. */
  default boolean releases(int attempts) {
    return switch (this) {
      case Hold() -> false;
      case SkipAfter(int limit) -> attempts >= limit;
    };
  }
}
