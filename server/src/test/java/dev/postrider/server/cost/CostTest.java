package dev.postrider.server.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.postrider.server.cost.Rounds.Cost;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * A message allocates no more, and leads to no more statements, than it did.
 *
 * <p>Measured on 29 November 2026 in five runs beside other programs: 41,511 to 43,245 bytes for a
 * message of 1 KiB, 5.06 to 5.13 bytes for each of its payload, and 31.25 statements for 1,000
 * messages in all of them: four transactions for 512, two with a COPY and two with another, each
 * with its BEGIN, its shard and its COMMIT. What makes one of these smaller lowers its limit.
 */
final class CostTest {
  /**
   * Allocated for a message of 1 KiB, request and delivery; 41,511 to 43,245 in three runs on 29
   * November 2026.
   */
  private static final double BYTES = 42_300;

  /**
   * How much more for each byte that the payload is larger: so often it is copied, its answer to
   * the caller included. 5.06 to 5.13 in those runs.
   */
  private static final double COPIES = 5.1;

  /** A fifth would let one more copy pass. */
  private static final double HALF_A_COPY = 0.5;

  /** For 1,000 messages in rounds of 512: four transactions each, of four statements. */
  private static final double STATEMENTS = 31.25;

  private static final double HEAD_ROOM = 1.2;

  private static final int SMALL = 1 << 10;
  private static final int LARGE = 17 << 10;

  /** A fifth more than was measured. */
  private static final double MOST_BYTES = 51_500;

  /** One more copy of the payload is too much. */
  private static final double MOST_COPIES = 5.8;

  /** A fifth more than was measured; one more in each transaction is a quarter more. */
  private static final double MOST_STATEMENTS = 37.5;

  @Test
  void aMessageCostsNoMoreThanItDid() throws Exception {
    try (var rounds = new Rounds()) {
      // The first bring classes and connections.
      rounds.run(3, SMALL);
      rounds.run(3, LARGE);
      Cost small = rounds.run(4, SMALL);
      Cost large = rounds.run(4, LARGE);
      double copies = (large.bytesPerMessage() - small.bytesPerMessage()) / (LARGE - SMALL);
      System.out.printf(
          "%.0f bytes per message of 1 KiB, %.2f per byte of payload, %.2f and %.2f statements per 1,000 messages%n",
          small.bytesPerMessage(),
          copies,
          small.statementsPerThousand(),
          large.statementsPerThousand());
      assertThat(small.bytesPerMessage()).as("bytes per message").isBetween(1.0, MOST_BYTES);
      assertThat(copies).as("bytes per byte of payload").isBetween(1.0, MOST_COPIES);
      assertThat(small.statementsPerThousand())
          .as("per 1,000 messages: %s", small.statements())
          .isBetween(1.0, MOST_STATEMENTS);
      assertThat(large.statementsPerThousand())
          .as("per 1,000 large messages: %s", large.statements())
          .isBetween(1.0, MOST_STATEMENTS);
    }
  }
}
