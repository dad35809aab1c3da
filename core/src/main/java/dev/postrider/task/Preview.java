package dev.postrider.task;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.MessageId;
import dev.postrider.task.Replays.Found;
import dev.postrider.task.Replays.Piece;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells how many messages a task would send, without beginning one: counts what the task would
 * find, from the oldest on, until there is enough of it or it takes too long.
 */
public record Preview(Finding finding, InstantSource clock) {
  /** Whoever is told that there are more knows enough. */
  public static final int MOST = 10_000;

  /** No piece begins later than that. */
  static final Duration LAST_PIECE = Duration.ofMillis(80);

  /** No message and no attempt that there is now is above it. */
  private static final long NOW = Long.MAX_VALUE;

  /**
   * What was counted.
   *
   * @param until messages up to then were counted, and more may follow; null when it was all
   */
  public record Count(long messages, @Nullable Instant until) {
    public boolean exact() {
      return until == null;
    }
  }

  /** {@code order} is for one application, and for a replay to this endpoint. */
  public Count count(Task.Order order, Work.Replay replay, Endpoint endpoint) {
    Instant end = clock.instant().plus(LAST_PIECE);
    MessageId last = order.last(NOW);
    MessageId reached = Task.before(order.since());
    long messages = 0;
    do {
      Piece piece = new Piece(Objects.requireNonNull(order.application()), reached, last, NOW);
      Found found = finding.next(piece, replay, endpoint);
      messages += found.messages().size();
      reached = found.reached();
      if (reached.equals(last)) {
        return new Count(messages, null);
      }
    } while (messages < MOST && clock.instant().isBefore(end));
    return new Count(messages, reached.time());
  }
}
