package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import java.time.Instant;
import java.util.Optional;

/** What a dispatcher asks of the world. */
public sealed interface Effect {

  /** Send this delivery; answer with {@link Event.Finished}. */
  record Attempt(Delivery delivery) implements Effect {}

  /** An attempt was judged; for those who count and log. */
  record Judged(Delivery delivery, Attempted attempted, Verdict verdict) implements Effect {}

  /** Make this durable, in order; answer with {@link Event.Committed}. */
  record Write(Entry entry) implements Effect {}

  /** Bring parked rows; answer with {@link Event.Loaded} or {@link Event.LoadFailed}. */
  record Load(ParkedStore.Load load) implements Effect {}

  /** The resend or requeue with this token is durable. */
  record Confirm(Object token) implements Effect {}

  /** What came of the cancelling with this token. */
  record Cancelled(Object token, Cancel.Result result) implements Effect {}

  /**
   * The endpoint must get nothing more until a person enables it; answer with {@link
   * Event.Answered}.
   */
  record Disable(EndpointId endpoint, String reason) implements Effect {}

  /**
   * The endpoint, as it was at this revision, has been failing since then, or works again (empty);
   * answer with {@link Event.Answered}.
   */
  record MarkFailing(EndpointId endpoint, long revision, Optional<Instant> since)
      implements Effect {}

  /** Settle every parked delivery of this deleted endpoint as cancelled. */
  record CancelParked(EndpointId endpoint) implements Effect {}
}
