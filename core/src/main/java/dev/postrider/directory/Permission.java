package dev.postrider.directory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller of an organisation may be let do. None includes another. */
public enum Permission {
  /** Messages in: publish them, and mark what is in inboxes. */
  PUBLISH,
  /**
   * Look at everything but secrets, what lets somebody in among URLs and headers, keys and the
   * audit log.
   */
  READ,
  /**
   * Change applications, endpoints, credentials and event types, and what becomes of messages; see
   * what endpoints have for secrets.
   */
  MANAGE,
  /** Keys and the audit log. */
  ADMINISTER;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one that is called so. */
  public static Optional<Permission> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
