package dev.postrider.inbox;

import dev.postrider.directory.Credential;
import dev.postrider.directory.SecretHash;
import java.time.Duration;
import java.util.Optional;

/**
 * The edge that keeps the tokens by which contacts open their inboxes. A token opens it once and is
 * replaced by the next one. It ends with the credential that it was asked for with. Safe for use by
 * many threads.
 */
public interface ContactTokens {
  /** How long a token counts from when it was given. */
  Duration VALIDITY = Duration.ofHours(24);

  /** How many tokens a contact may have at once; the oldest give way. */
  int MOST = 20;

  /** Gives a contact of the credential's application a token; false when the credential is gone. */
  boolean give(Credential credential, String contact, SecretHash token);

  /**
   * Puts the next token in the place of this one and says whose it is. Of two calls with one token,
   * one finds it. Empty when there is no such token, or its time is over.
   */
  Optional<Contact> rotate(SecretHash token, SecretHash next);
}
