package dev.postrider.directory;

import java.util.Optional;
import java.util.UUID;

/**
 * That somebody works with one application, through its portal.
 *
 * @param application as it is now
 */
public record PortalSession(Id id, Application application) {

  /** Names a session; its public form is that of the UUID. */
  public record Id(UUID value) {

    /** Reads the public form; empty when the text is no such id. */
    public static Optional<Id> parse(String text) {
      try {
        return Optional.of(new Id(UUID.fromString(text)));
      } catch (IllegalArgumentException malformed) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return value.toString();
    }
  }
}
