package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.ParkedStore;
import java.util.List;

/** What can happen to a dispatcher. */
public sealed interface Event {

  /** The next message of the log. */
  record Accepted(Message message, List<Endpoint> targets) implements Event {}

  /** The unsettled messages of the past have all come. */
  record Replayed() implements Event {}

  /**
   * An attempt has ended.
   *
   * @param ofType what the message's event type says of its deliveries by now
   */
  record Finished(Delivery delivery, Attempted attempted, PolicyOverrides ofType)
      implements Event {}

  /** Entries up to this ticket are durable. */
  record Committed(long ticket) implements Event {}

  /** Parked rows that were asked for. */
  record Loaded(ParkedStore.Load load, ParkedStore.Loaded found) implements Event {}

  /** Parked rows that were asked for could not be read; they still wait. */
  record LoadFailed(ParkedStore.Load load) implements Event {}

  /** An endpoint was created, changed, disabled, enabled or deleted. */
  record Changed(Endpoint endpoint) implements Event {}

  /** A person asks for one more attempt; {@code token} is confirmed once that is durable. */
  record ResendAsked(Endpoint endpoint, MessageId message, Object token) implements Event {}

  /** Messages go to an endpoint again; {@code token} is confirmed once that is durable. */
  record RequeueAsked(Endpoint endpoint, List<Requeue.Again> messages, Object token)
      implements Event {
    public RequeueAsked {
      messages = List.copyOf(messages);
    }
  }

  /** A person gives up what is pending of a message; {@code token} is told what came of it. */
  record CancelAsked(Endpoint endpoint, MessageId message, Object token) implements Event {}

  /** The parked rows of a deleted endpoint have been settled as cancelled. */
  record CancelledParked(long rows) implements Event {}

  /**
   * A {@link Effect.Disable} or {@link Effect.MarkFailing} has been tried, with or without success.
   */
  record Answered(EndpointId endpoint) implements Event {}

  /** Time has passed. */
  record Tick() implements Event {}

  /** No new attempt may start: the process is about to stop. */
  record Drain() implements Event {}
}
