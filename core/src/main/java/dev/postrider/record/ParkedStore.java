package dev.postrider.record;

import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The edge that brings parked deliveries back. Sees committed rows only. Safe for use by many
 * threads.
 */
public interface ParkedStore {

  /**
   * How much to bring at most: rows, and bytes of their payloads together. One row comes whatever
   * its size.
   */
  record Limit(int rows, long bytes) {
    public Limit {
      if (rows < 1) {
        throw new IllegalArgumentException("a load brings at least one row, not " + rows);
      }
    }
  }

  /** Which rows to bring. */
  sealed interface Load {
    EndpointId endpoint();

    Limit limit();

    /** Rows that wait for room, in the order of the log, above {@code after} (0 for the first). */
    record Room(EndpointId endpoint, long after, Limit limit) implements Load {}

    /**
     * Rows whose time is within {@code from} (inclusive) and {@code until} (exclusive), ordered by
     * time, then message, then manual; when {@code last} is given, only those after it in this
     * order.
     */
    record Due(EndpointId endpoint, Instant from, @Nullable Parked last, Instant until, Limit limit)
        implements Load {}

    /** Rows that wait for their lane, in the order of the log, above {@code after}. */
    record Held(EndpointId endpoint, long lane, long after, Limit limit) implements Load {}

    /** The rows of one message, without it: its own, then a person's resend. */
    record One(EndpointId endpoint, MessageId message) implements Load {
      private static final Limit BOTH = new Limit(2, 0);

      @Override
      public Limit limit() {
        return BOTH;
      }
    }
  }

  /**
   * What was found.
   *
   * @param more true when the limit cut the rows short
   * @param nextDue for {@link Load.Due} that was not cut short: the earliest time at or after
   *     {@code until}; null when there is none
   */
  record Loaded(List<Row> rows, boolean more, @Nullable Instant nextDue) {
    public Loaded {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A row and its message; {@code message} is null when the payload is expunged or outlived its
   * retention.
   */
  record Row(Parked parked, @Nullable Message message) {
    public MessageId id() {
      return parked.message();
    }
  }

  Loaded load(Load load) throws InterruptedException;
}
