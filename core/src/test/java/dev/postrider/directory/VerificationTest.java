package dev.postrider.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Verification.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VerificationTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @Test
  void whoeverDoesNotAgreeIsAskedSevenTimesWithinThirtyTwoHours() {
    List<Duration> waits = new ArrayList<>();
    Instant now = NOW;
    Verification next = Verification.asked(now);
    while (next instanceof Pending pending) {
      waits.add(Duration.between(now, pending.due()));
      now = pending.due();
      next = pending.denied("no", now);
      assertThat(next.permits()).isFalse();
    }
    assertThat(waits)
        .containsExactly(
            Duration.ZERO,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));
    assertThat(next).isEqualTo(new Verification.Failed(now, "no"));
  }

  @Test
  void whoeverCouldNotBeAskedHasNotBeenAskedInVain() {
    Pending once = new Pending(1, NOW, "no");
    assertThat(once.postponed(NOW)).isEqualTo(new Pending(1, NOW.plusSeconds(10), "no"));
  }

  @Test
  void onlyWhoHasAgreedOrNeedNotIsSentTo() {
    assertThat(Verification.NOT_NEEDED.permits()).isTrue();
    assertThat(new Verification.Verified(NOW).permits()).isTrue();
    assertThat(Verification.asked(NOW).permits()).isFalse();
    assertThat(new Verification.Failed(NOW, "no").permits()).isFalse();
  }
}
