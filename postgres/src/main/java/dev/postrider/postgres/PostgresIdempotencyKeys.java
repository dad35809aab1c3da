package dev.postrider.postgres;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The table of answers. Each step is one statement, and holds its connection no longer. */
final class PostgresIdempotencyKeys implements IdempotencyKeys {
  private static final int PIECE = 1_000;

  private final Jdbi jdbi;
  private final InstantSource clock;

  PostgresIdempotencyKeys(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Who finds the row, and no answer that he can see, has lost against somebody who claimed it or
   * let it go at this moment.
   */
  @Override
  public Claim claim(RequestKey key) {
    Instant now = Numbers.micros(clock.instant());
    Instant until = now.plus(LEASE);
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                with claimed as (
                  insert into idempotency_key as k (key, expires) values (:key, :until)
                  on conflict (key) do update set expires = excluded.expires, answer = null
                  where k.expires <= :now
                  returning 1)
                select exists (select from claimed),
                       (select answer from idempotency_key where key = :key and expires > :now)
                """)
            .bind("key", key.value())
            .bind("until", until)
            .bind("now", now)
            .map((rs, _) -> {
              if (rs.getBoolean(1)) {
                return new Claim.Mine(until);
              }
              byte[] answer = rs.getBytes(2);
              return answer == null
                  ? new Claim.Running()
                  : new Claim.Answered(SealedAnswer.of(answer));
            })
            .one());
  }

  @Override
  public void keep(RequestKey key, Claim.Mine claim, SealedAnswer answer) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                update idempotency_key set answer = :answer, expires = :expires
                where key = :key and expires = :claimed and answer is null
                """)
            .bind("key", key.value())
            .bind("claimed", claim.until())
            .bind("answer", answer.bytes())
            .bind("expires", Numbers.micros(clock.instant().plus(KEPT)))
            .execute());
  }

  @Override
  public void release(RequestKey key, Claim.Mine claim) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                delete from idempotency_key
                where key = :key and expires = :claimed and answer is null
                """)
            .bind("key", key.value())
            .bind("claimed", claim.until())
            .execute());
  }

  /** Removes those that are over, in pieces that hold nobody up. */
  void sweep() {
    int deleted;
    do {
      deleted =
          jdbi.withHandle(handle ->
              handle
                  .createUpdate(
                      """
                      delete from idempotency_key
                      where key = any (array(
                        select key from idempotency_key where expires <= :now
                        limit :piece for update skip locked))
                        and expires <= :now
                      """)
                  .bind("now", Numbers.micros(clock.instant()))
                  .bind("piece", PIECE)
                  .execute());
    } while (deleted == PIECE);
  }
}
