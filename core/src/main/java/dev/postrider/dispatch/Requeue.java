package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to an endpoint once more, each as if it were new there: outside any lane, and with
 * all the retries of the endpoint's policy.
 */
@FunctionalInterface
public interface Requeue {

  /**
   * A message and the time before which it must not be sent; null for at once.
   *
   * @param message one whose delivery to the endpoint is not pending
   */
  record Again(MessageId message, @Nullable Instant notBefore) {}

  /**
   * Returns when all of it is durable, however long that takes: they will be attempted even if the
   * process dies now. So nobody asks a second time for what is under way.
   */
  void requeue(Endpoint endpoint, List<Again> messages) throws InterruptedException;
}
