package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What comes back from disk gives way while attempts stand in line for a processor. */
final class ReturnsLimitTest {
  private final ReturnsLimit limit = new ReturnsLimit(2_048);
  private Instant now = Instant.EPOCH;

  /** Two attempts of one interval. */
  private void interval(int firstMillis, int secondMillis) {
    limit.waited(Duration.ofMillis(firstMillis), now);
    limit.waited(Duration.ofMillis(secondMillis), now.plusMillis(50));
    now = now.plusMillis(100);
  }

  @Test
  void halfOfAllMayComeBackWhileNobodyWaits() {
    interval(0, 5);
    interval(5, 5);
    interval(5, 5);
    assertThat(limit.limit()).isEqualTo(1_024);
  }

  @Test
  void aBurstIsNoStandingQueue() {
    interval(80, 1);
    interval(200, 5);
    interval(0, 900);
    interval(0, 0);
    assertThat(limit.limit()).isEqualTo(1_024);
  }

  @Test
  void aStandingQueueTakesAQuarterEachTimeDownToAFloor() {
    interval(6, 80);
    assertThat(limit.limit()).isEqualTo(1_024);
    interval(6, 80);
    assertThat(limit.limit()).isEqualTo(768);
    interval(6, 80);
    assertThat(limit.limit()).isEqualTo(576);
    for (int i = 0; i < 50; i++) {
      interval(1_000, 1_000);
    }
    assertThat(limit.limit()).as("a backlog comes to its end whatever else there is").isEqualTo(64);
  }

  @Test
  void itComesBackInSmallSteps() {
    for (int i = 0; i < 50; i++) {
      interval(1_000, 1_000);
    }
    interval(0, 0);
    interval(0, 0);
    assertThat(limit.limit()).isEqualTo(96);
    for (int i = 0; i < 40; i++) {
      interval(0, 0);
    }
    assertThat(limit.limit()).isEqualTo(1_024);
  }

  @Test
  void twoSlotsAreEnoughForAll() {
    var small = new ReturnsLimit(2);
    for (int i = 0; i < 20; i++) {
      small.waited(Duration.ofSeconds(1), now.plusSeconds(i));
    }
    assertThat(small.limit()).isEqualTo(1);
  }
}
