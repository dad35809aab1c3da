package dev.postrider.record;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits on disk. Its identity is endpoint, message and {@code manual}.
 *
 * @param lane its lane, or {@link Lane#NONE}
 * @param due when a {@link Wait#DUE} one is tried; null for the others
 * @param attempts attempts made so far
 * @param manual asked for by a person; tried once, outside any lane
 */
public record Parked(
    EndpointId endpoint,
    MessageId message,
    ApplicationId application,
    long lane,
    Wait waitsFor,
    @Nullable Instant due,
    int attempts,
    boolean manual) {

  /** What it waits for. */
  public enum Wait {
    /** For room at its endpoint; taken in the order of the log. */
    ROOM,
    /** For its time; as head of a lane it blocks the lane meanwhile. */
    DUE,
    /** For the messages before it in its lane. */
    LANE
  }

  public Parked {
    if ((waitsFor == Wait.DUE) != (due != null)) {
      throw new IllegalArgumentException("a time belongs to DUE and to nothing else");
    }
  }
}
