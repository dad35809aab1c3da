package dev.postrider.testkit;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryIdempotencyKeys implements IdempotencyKeys {
  private record Row(Instant expires, @Nullable SealedAnswer answer) {
    private boolean isOf(Claim.Mine claim) {
      return answer == null && expires.equals(claim.until());
    }
  }

  private final Map<RequestKey, Row> rows = new HashMap<>();
  private final InstantSource clock;

  public MemoryIdempotencyKeys(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Claim claim(RequestKey key) {
    Instant now = clock.instant();
    Row row = rows.get(key);
    if (row == null || !row.expires().isAfter(now)) {
      Instant until = now.plus(LEASE);
      rows.put(key, new Row(until, null));
      return new Claim.Mine(until);
    }
    SealedAnswer answer = row.answer();
    return answer == null ? new Claim.Running() : new Claim.Answered(answer);
  }

  @Override
  public synchronized void keep(RequestKey key, Claim.Mine claim, SealedAnswer answer) {
    rows.computeIfPresent(
        key, (_, row) -> row.isOf(claim) ? new Row(clock.instant().plus(KEPT), answer) : row);
  }

  @Override
  public synchronized void release(RequestKey key, Claim.Mine claim) {
    rows.computeIfPresent(key, (_, row) -> row.isOf(claim) ? null : row);
  }

  /** Everything that is stored, as whoever steals it sees it. */
  public synchronized Map<RequestKey, byte[]> stolen() {
    Map<RequestKey, byte[]> answers = new HashMap<>();
    rows.forEach((key, row) -> {
      SealedAnswer answer = row.answer();
      answers.put(key, answer == null ? new byte[0] : answer.bytes());
    });
    return answers;
  }
}
