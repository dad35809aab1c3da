package dev.postrider.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who changed something.
 *
 * @param id of a key or a session its id, of a token its subject, of a credential platform and
 *     name, of an operator his account
 * @param name what people call it; null when they do not
 */
public record Actor(Kind kind, String id, @Nullable String name) {

  /** By what somebody showed who it is. */
  public enum Kind {
    KEY,
    TOKEN,
    PORTAL,
    CREDENTIAL,
    /** Nothing but an account of the machine that the server runs on, which is its name. */
    OPERATOR,
    /** Nobody had to. */
    NOBODY
  }

  public static final Actor NOBODY = new Actor(Kind.NOBODY, "", null);
}
