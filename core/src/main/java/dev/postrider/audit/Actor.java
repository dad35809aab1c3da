package dev.postrider.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who changed something.
 *
 * @param id of a key or a session its id, of a token its subject, of a credential platform and name
 * @param name what people call it; null when they do not
 */
public record Actor(Kind kind, String id, @Nullable String name) {

  /** By what somebody showed who it is. */
  public enum Kind {
    KEY,
    TOKEN,
    PORTAL,
    CREDENTIAL,
    /** Nobody had to. */
    NOBODY
  }

  public static final Actor NOBODY = new Actor(Kind.NOBODY, "", null);
}
