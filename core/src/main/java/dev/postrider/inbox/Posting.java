package dev.postrider.inbox;

import dev.postrider.message.Payload;
import java.time.Instant;

/**
 * The place that a message takes in an inbox when it is appended to the log.
 *
 * @param contact the name of the contact
 * @param id the platform's own id for the message; unique in its application
 * @param created when the platform says that the message was made
 * @param body the event as it came, which may be more than what is sent
 * @param maximum how many messages the inbox keeps
 */
public record Posting(String contact, String id, Instant created, Payload body, int maximum) {
  /** Largest body in bytes: a page of an inbox is read at once. */
  public static final int LARGEST = 64 << 10;

  /** The bounds of the maximum; the platform's file and its applications choose within them. */
  public static final int FEWEST = 1;

  public static final int MOST = 100_000;
}
