package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all who remember answers promise. */
public abstract class IdempotencyKeysContract {
  private static final RequestKey KEY = new RequestKey(new UUID(1, 2));
  private static final RequestKey OTHER = new RequestKey(new UUID(1, 3));
  private static final Duration MOMENT = Duration.ofNanos(1_000);

  /** Finer than a microsecond, which is what a database keeps. */
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00.1234567Z"));

  private Edges edges;
  private IdempotencyKeys keys;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    keys = edges.idempotencyKeys();
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private static SealedAnswer answer(int number) {
    return SealedAnswer.of(new byte[] {(byte) number});
  }

  private Claim.Mine mine(RequestKey key) {
    Claim claim = keys.claim(key);
    assertThat(claim).isInstanceOf(Claim.Mine.class);
    return (Claim.Mine) claim;
  }

  private byte[] answered(RequestKey key) {
    Claim claim = keys.claim(key);
    assertThat(claim).isInstanceOf(Claim.Answered.class);
    return ((Claim.Answered) claim).answer().bytes();
  }

  @Test
  void anAnswerIsGivenAgain() {
    Claim.Mine claim = mine(KEY);
    byte[] sealed = {0, -1, 7, 0};
    keys.keep(KEY, claim, SealedAnswer.of(sealed));
    assertThat(answered(KEY)).containsExactly(sealed);
    assertThat(answered(KEY)).containsExactly(sealed);
    mine(OTHER);
  }

  @Test
  void anAnswerIsForgottenAfterItsTime() {
    Claim.Mine claim = mine(KEY);
    clock.turn(Duration.ofSeconds(30));
    keys.keep(KEY, claim, answer(1));
    clock.turn(IdempotencyKeys.KEPT.minus(MOMENT));
    assertThat(answered(KEY)).containsExactly(1);
    clock.turn(MOMENT);
    keys.keep(KEY, mine(KEY), answer(2));
    assertThat(answered(KEY)).containsExactly(2);
  }

  @Test
  void anAnswerOutlivesTheProcess() {
    keys.keep(KEY, mine(KEY), answer(1));
    edges.close();
    openEdges();
    assertThat(answered(KEY)).containsExactly(1);
  }

  @Test
  void nobodyElseHasItWhileItRuns() {
    Claim.Mine claim = mine(KEY);
    assertThat(keys.claim(KEY)).isInstanceOf(Claim.Running.class);
    mine(OTHER);
    keys.release(KEY, claim);
    mine(KEY);
  }

  @Test
  void theClaimOfADeadProcessIsTakenOver() {
    Claim.Mine dead = mine(KEY);
    edges.close();
    openEdges();
    clock.turn(IdempotencyKeys.LEASE.minus(MOMENT));
    assertThat(keys.claim(KEY)).isInstanceOf(Claim.Running.class);
    clock.turn(MOMENT);
    Claim.Mine next = mine(KEY);
    keys.release(KEY, dead);
    keys.keep(KEY, dead, answer(1));
    assertThat(keys.claim(KEY)).isInstanceOf(Claim.Running.class);
    keys.keep(KEY, next, answer(2));
    assertThat(answered(KEY)).containsExactly(2);
  }

  @Test
  void whatIsAnsweredIsNeitherReleasedNorOverwritten() {
    Claim.Mine claim = mine(KEY);
    keys.keep(KEY, claim, answer(1));
    keys.release(KEY, claim);
    keys.keep(KEY, claim, answer(2));
    assertThat(answered(KEY)).containsExactly(1);
  }

  @Test
  void ofManyAtOnceOneHasIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      RequestKey key = new RequestKey(new UUID(2, round));
      List<Callable<Claim>> calls = Collections.nCopies(8, () -> keys.claim(key));
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        int won = 0;
        for (Future<Claim> call : threads.invokeAll(calls)) {
          won += call.get() instanceof Claim.Mine ? 1 : 0;
        }
        assertThat(won).isEqualTo(1);
      }
    }
  }
}
