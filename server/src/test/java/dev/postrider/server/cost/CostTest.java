package dev.postrider.server.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.cost.Rounds.Cost;
import org.junit.jupiter.api.Test;

/** A message allocates no more, and leads to no more statements, than it did. */
final class CostTest {
  private static final int SMALL = 1 << 10;
  private static final int LARGE = 17 << 10;

  @Test
  void aMessageCostsNoMoreThanItDid() throws Exception {
    try (var rounds = new Rounds()) {
      rounds.run(3, SMALL);
      rounds.run(3, LARGE);
      Cost small = rounds.run(4, SMALL);
      Cost large = rounds.run(4, LARGE);
      double copies = (large.bytesPerMessage() - small.bytesPerMessage()) / (LARGE - SMALL);
      System.out.printf(
          "%.0f bytes per message of 1 KiB, %.2f per byte of payload, %.1f and %.1f statements per 1,000 messages%n%s%n",
          small.bytesPerMessage(),
          copies,
          small.statementsPerThousand(),
          large.statementsPerThousand(),
          small.statements());
      assertThat(copies).isPositive();
    }
  }
}
