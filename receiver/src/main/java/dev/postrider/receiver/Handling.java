package dev.postrider.receiver;

import dev.postrider.receiver.store.Claimed;
import dev.postrider.receiver.store.Store;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** How handlers are called: settled afterwards, or within their own transaction. */
sealed interface Handling {

  /** How a handler ended that threw nothing. */
  enum End {
    /** The webhook is to be settled. */
    RETURNED,
    /** The webhook is settled, together with what the handler wrote. */
    COMMITTED,
    /** Another process has taken the webhook over; what the handler wrote was rolled back. */
    ROLLED_BACK
  }

  /**
   * Calls the handler.
   *
   * @throws NotBegunException when it could not be called
   * @throws Exception what it threw, or the store after it
   */
  End handle(Claimed claimed, Webhook webhook) throws Exception;

  /** The handler was not called: there was no connection for it. Nothing has happened. */
  final class NotBegunException extends Exception {
    private static final long serialVersionUID = 1L;

    NotBegunException(Throwable cause) {
      super(cause);
    }
  }

  record Plain(Handler handler) implements Handling {
    @Override
    public End handle(Claimed claimed, Webhook webhook) throws Exception {
      handler.handle(webhook);
      return End.RETURNED;
    }
  }

  record Joined(TransactionalHandler handler, Store store) implements Handling {
    @Override
    public End handle(Claimed claimed, Webhook webhook) throws Exception {
      AtomicBoolean begun = new AtomicBoolean();
      try {
        boolean stood =
            store.settleWith(
                claimed,
                connection -> {
                  begun.set(true);
                  handler.handle(webhook, connection);
                });
        return stood ? End.COMMITTED : End.ROLLED_BACK;
      } catch (Exception e) {
        if (begun.get()) {
          throw e;
        }
        throw new NotBegunException(e);
      }
    }
  }

  /** Without a transaction, and so without a connection, what has a handler that wants none. */
  record Mixed(Function<Webhook, Optional<Handler>> outside, Joined joined) implements Handling {
    @Override
    public End handle(Claimed claimed, Webhook webhook) throws Exception {
      Optional<Handler> plain = outside.apply(webhook);
      return plain.isPresent()
          ? new Plain(plain.get()).handle(claimed, webhook)
          : joined.handle(claimed, webhook);
    }
  }
}
