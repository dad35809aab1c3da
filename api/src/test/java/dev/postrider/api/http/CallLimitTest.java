package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CallLimitTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final CallLimit limit =
      (CallLimit)
          CallLimit.of(new CallRule(2, Duration.ofMinutes(5), 429), ClientAddress.PEER, now::get);

  @Test
  void aWindowBeginsWithTheFirstCallOfEachClient() {
    limit.count("a");
    pass(Duration.ofMinutes(1));
    limit.count("b");
    limit.count("a");
    assertThat(refused("a")).isEqualTo("240");
    pass(Duration.ofMinutes(4));
    limit.count("a");
    limit.count("b");
    assertThat(refused("b")).isEqualTo("60");
    limit.count("a");
    assertThat(refused("a")).isEqualTo("300");
  }

  @Test
  void aClockThatIsSetBackLocksNobodyOut() {
    limit.count("a");
    pass(Duration.ofMinutes(1));
    limit.count("b");
    limit.count("b");
    pass(Duration.ofSeconds(-30));
    limit.count("a");
    assertThat(refused("a")).isEqualTo("270");
    limit.count("b");
    limit.count("b");
    assertThat(refused("b")).isEqualTo("300");
    pass(Duration.ofDays(-1));
    limit.count("a");
    limit.count("b");
  }

  /** The one that began first is forgotten, and nobody is locked out. */
  @Test
  void soManyClientsAreRememberedAndNoMore() {
    limit.count("first");
    limit.count("second");
    limit.count("second");
    for (int i = 0; i < CallCounts.MOST - 1; i++) {
      limit.count("client " + i);
    }
    assertThat(limit.remembered()).isEqualTo(CallCounts.MOST);
    assertThat(refused("second")).isEqualTo("300");
    limit.count("first");
    limit.count("second");
    assertThat(limit.remembered()).isEqualTo(CallCounts.MOST);
    pass(Duration.ofMinutes(5));
    limit.count("another");
    assertThat(limit.remembered()).isEqualTo(1);
  }

  @Test
  void noLimitIsNoGate() {
    CallRule rule = new CallRule(0, Duration.ofMinutes(5), 429);
    assertThat(CallLimit.of(rule, ClientAddress.PEER, now::get)).isSameAs(Gate.OPEN);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  /** What {@code Retry-After} says. */
  private String refused(String client) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> limit.count(client));
    assertThat(refusal.status()).isEqualTo(429);
    return String.valueOf(refusal.answer().headerValue());
  }
}
