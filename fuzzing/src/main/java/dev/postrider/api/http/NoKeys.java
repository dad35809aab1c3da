package dev.postrider.api.http;

import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;

/** Is never asked, because the only handler sees to its keys itself. */
record NoKeys() implements IdempotencyKeys {
  @Override
  public Claim claim(RequestKey key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void keep(RequestKey key, Claim.Mine claim, SealedAnswer answer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void release(RequestKey key, Claim.Mine claim) {
    throw new UnsupportedOperationException();
  }
}
