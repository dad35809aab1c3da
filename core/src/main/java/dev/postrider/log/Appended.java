package dev.postrider.log;

import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import java.time.Duration;

/** What came of appending a draft. */
public sealed interface Appended {

  /** It is on disk and will be delivered. */
  record Accepted(Message message) implements Appended {}

  /** The idempotency key was used before: this is the message that it made. */
  record Repeated(MessageId first) implements Appended {}

  /** The application has a message with this event id already. */
  record Conflict(MessageId holder) implements Appended {}

  /** The log takes nothing now; nothing was promised. Worth another try after the wait. */
  record Unavailable(String reason, Duration retryAfter) implements Appended {}

  /** This draft cannot be stored whatever the time. */
  record Unstorable(String reason) implements Appended {}
}
