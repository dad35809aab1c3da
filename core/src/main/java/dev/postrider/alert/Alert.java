package dev.postrider.alert;

import dev.postrider.operational.OperationalEvent;
import java.util.Set;

/**
 * Who is told by e-mail, and of what; nobody when either is empty.
 *
 * @param emails addresses, as they were given
 */
public record Alert(Set<String> emails, Set<OperationalEvent> events) {
  /** How many addresses one may have. */
  public static final int MOST_EMAILS = 20;

  public static final Alert NOBODY = new Alert(Set.of(), Set.of());

  public Alert {
    emails = Set.copyOf(emails);
    events = Set.copyOf(events);
  }
}
