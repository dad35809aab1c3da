package dev.postrider.attempt;

import dev.postrider.message.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt; a value, never an exception. */
public sealed interface Outcome {

  /**
   * The receiver answered, whatever it said.
   *
   * @param status the HTTP status, 100 to 599
   * @param retryAfter how long it asked us to wait, read from {@code Retry-After}; null when it did
   *     not
   * @param body the stored part of its answer: at most 20,000 bytes
   */
  record Answered(int status, @Nullable Duration retryAfter, Payload body) implements Outcome {}

  /**
   * No complete answer came.
   *
   * @param detail one line for the person who debugs; holds no secret
   */
  record Unanswered(Failure failure, String detail) implements Outcome {}

  /**
   * Nothing was sent, and the receiver is not to blame: its endpoint had been disabled or deleted
   * by the time of the attempt, or our own bounds left no room. Counts as no attempt.
   */
  record Withheld() implements Outcome {}

  /** Why no answer came. */
  enum Failure {
    /** The total deadline passed: connect, TLS, write, headers and body together. */
    TIMEOUT,
    /** The host has no address. */
    DNS,
    /** The address guard refused every address of the host, or what the URL says itself. */
    REFUSED,
    /** There was nothing to be let in by: the token endpoint gave no access token. */
    AUTHENTICATION,
    /** No connection, or it broke. */
    CONNECTION,
    /** The TLS handshake or the certificate failed. */
    TLS,
    /** What came back is not HTTP. */
    PROTOCOL
  }
}
