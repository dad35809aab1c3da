package dev.postrider.receiver;

/**
 * Does what a webhook is for. Called on a virtual thread of its own, for several webhooks at once.
 *
 * <p>Who returns is done. Who throws is called again later, as the {@link BackOff} says. Who takes
 * longer than the time limit is interrupted. After a crash the webhooks whose handlers had not
 * returned are handled again, unless that was their last attempt, which makes them dead letters;
 * and there are cases in which one that had returned is called again ({@code docs/receiver.md},
 * "What can be repeated"). So a handler that must have its effect once and no more joins the
 * store's transaction ({@link TransactionalHandler}), or uses {@link Webhook#id} as the other
 * side's idempotency key.
 */
@FunctionalInterface
public interface Handler {

  /** Does it. */
  void handle(Webhook webhook) throws Exception;
}
