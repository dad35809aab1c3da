package dev.postrider.log;

import java.util.List;

/**
 * The edge that makes messages durable, in order. Safe for use by many threads.
 *
 * <p>Waiting is not the log's business: there is no negative acknowledgement and no delay. A
 * delivery that has to wait is parked by the record stage, so that the acknowledged position always
 * advances.
 */
public interface MessageLog {

  /**
   * Appends the drafts in this order and returns when they are durable, one answer each. Drafts of
   * one application keep their order. Blocks for the length of a commit, never longer than the
   * accept timeout.
   */
  List<Appended> append(List<Draft> drafts) throws InterruptedException;

  /**
   * Hands over every shard that this process owns: first what recovery needs, then the messages
   * that are not settled, then new ones as they are committed. Returns when the unsettled ones have
   * been handed over.
   */
  void subscribe(LogConsumer consumer) throws InterruptedException;
}
