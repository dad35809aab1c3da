package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;

/** The HTTP side of an attempt. Safe for use by many threads. */
@FunctionalInterface
public interface Sender {
  /** How much of a receiver's answer is stored, in bytes. */
  int STORED_BODY = 20_000;

  /** How much of a receiver's answer is read before the connection is closed, in bytes. */
  int READ_BODY = 64 * 1024;

  /**
   * Signs and posts the message to the endpoint and returns within the policy's timeout; never
   * throws for anything that the network or the receiver does. Blocks: call it on a virtual thread.
   */
  Attempted send(Endpoint endpoint, Message message) throws InterruptedException;
}
