package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.Collection;
import java.util.Map;

/** Gives up what is pending of a message because a person asked. */
@FunctionalInterface
public interface Cancel {

  /** What came of it at one endpoint. */
  enum Result {
    /** Settled as cancelled, durably. */
    CANCELLED,
    /**
     * An attempt is under way and may still arrive; if it fails, it is the last. That is not noted
     * on disk: after a crash the delivery goes on.
     */
    SENDING,
    /** Nothing was pending any more. */
    SETTLED
  }

  /**
   * Returns what came of it at each of these endpoints, in a few seconds at most. One that is
   * missing could not be cancelled in time: worth another try.
   */
  Map<EndpointId, Result> cancel(MessageId message, Collection<Endpoint> endpoints)
      throws InterruptedException;
}
