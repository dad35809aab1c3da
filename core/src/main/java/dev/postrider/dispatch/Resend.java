package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.MessageId;

/**
 * Sends a message to an endpoint once more because a person asked; tried once, outside any lane.
 */
@FunctionalInterface
public interface Resend {

  /**
   * Returns when the resend is durable: it will be attempted even if the process dies now.
   *
   * @return false when it could not be made durable in time; nothing was promised then
   */
  boolean resend(Endpoint endpoint, MessageId message) throws InterruptedException;
}
