package dev.postrider.inbox;

import dev.postrider.message.ApplicationId;

/**
 * Whose inbox it is.
 *
 * @param name the application's own id for the contact; the same name in another application is
 *     another contact
 */
public record Contact(ApplicationId application, String name) {
  /** Longest name, and longest id of a message, in characters. */
  public static final int LONGEST = 256;
}
