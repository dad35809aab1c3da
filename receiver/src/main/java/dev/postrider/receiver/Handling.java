package dev.postrider.receiver;

import dev.postrider.receiver.store.Claimed;
import dev.postrider.receiver.store.Store;
import java.util.Optional;
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

  /** Calls the handler. */
  End handle(Claimed claimed, Webhook webhook) throws Exception;

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
      return store.settleWith(claimed, connection -> handler.handle(webhook, connection))
          ? End.COMMITTED
          : End.ROLLED_BACK;
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
