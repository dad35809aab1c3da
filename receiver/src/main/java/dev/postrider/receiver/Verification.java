package dev.postrider.receiver;

import org.jspecify.annotations.Nullable;

/**
 * What came of looking at a request.
 *
 * <p>Whoever is refused should be answered 401 and not be told why: the reason is for one's own
 * log.
 */
public sealed interface Verification {

  /**
   * The sender knows the secret, and nobody has changed the body on its way.
   *
   * @param id what names the message, the same in all attempts; null when the sender names it
   *     nowhere but in the body, as with Basic authentication
   */
  record Verified(@Nullable String id) implements Verification {}

  /** It is not what it should be, or cannot be told to be. */
  record Rejected(Reason reason) implements Verification {}

  /** Why a request was rejected. */
  enum Reason {
    /** It has no signature, or nobody's name and password. */
    MISSING_HEADERS,
    /** A header is there twice, or cannot be read. */
    MALFORMED_HEADERS,
    /** It was signed longer ago than the tolerance: perhaps somebody has recorded it. */
    TOO_OLD,
    /** It was signed later than now, beyond the tolerance: one of the two clocks is wrong. */
    TOO_NEW,
    /** Nobody who knows one of the secrets has signed this id, time and body. */
    WRONG_SIGNATURE,
    /** The name or the password is another. */
    WRONG_CREDENTIALS
  }
}
