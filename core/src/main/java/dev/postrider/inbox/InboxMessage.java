package dev.postrider.inbox;

import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as its contact's inbox has it.
 *
 * @param message its place in the log, which is also its place in the inbox: a higher one is newer
 * @param id the platform's own id for it
 * @param created when the platform says that it was made
 * @param body the event as it came; null when it was expunged
 */
public record InboxMessage(
    MessageId message, String id, Instant created, Status status, @Nullable Payload body) {

  /** Whether the contact has read it. */
  public enum Status {
    OPENED,
    UNOPENED
  }
}
