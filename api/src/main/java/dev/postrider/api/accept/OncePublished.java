package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;

/**
 * Publishes once per idempotency key: the log sees to it, in the commit that writes the message. A
 * key that has its message is answered with it even when what comes with the key now is refused.
 */
record OncePublished(Accept accept, Handler publishing) implements Handler {
  private static final int UNPROCESSABLE = 422;

  @Override
  public Answer handle(Request request) throws InterruptedException {
    try {
      return publishing.handle(request);
    } catch (Refusal refusal) {
      if (refusal.status() != UNPROCESSABLE) {
        throw refusal;
      }
      return accept.firstOf(request).orElseThrow(() -> refusal);
    }
  }

  @Override
  public boolean ownsKeys() {
    return true;
  }
}
