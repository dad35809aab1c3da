package dev.postrider.receiver;

import java.time.Duration;
import java.util.Optional;

/**
 * What a request is answered, with an empty body.
 *
 * <p>Two hundred means: the webhook is on disk and will be handled, whatever happens to this
 * process. Every other answer means that the sender still has it.
 */
public sealed interface Receipt {

  /** The status of the HTTP answer (RFC 9110). */
  int status();

  /** What {@code Retry-After} of the answer says, in whole seconds; most answers have none. */
  default Optional<Duration> retryAfter() {
    return Optional.empty();
  }

  /** Whether what is left of the body is not worth waiting for: the connection has to end. */
  default boolean endsConnection() {
    return false;
  }

  /** It is stored, and will be handled. */
  record Taken(String id) implements Receipt {
    @Override
    public int status() {
      return 200;
    }
  }

  /** One with this id was taken before, or is being taken now; this one is not handled again. */
  record Duplicate(String id) implements Receipt {
    @Override
    public int status() {
      return 200;
    }
  }

  /**
   * It is not from whom it should be.
   *
   * @param reason for one's own log; the caller is not told which
   */
  record Refused(Verification.Reason reason) implements Receipt {
    @Override
    public int status() {
      return 401;
    }
  }

  /** Its body is longer than the limit. */
  record TooLarge() implements Receipt {
    @Override
    public int status() {
      return 413;
    }
  }

  /**
   * It cannot be taken. Its body ended early, so that nobody knows whom it is from; or it is from
   * the right one and names no id, or has too much in the headers that are kept.
   *
   * @param why for one's own log
   */
  record Malformed(String why) implements Receipt {
    @Override
    public int status() {
      return 400;
    }
  }

  /** Its body took too long. */
  record Overdue() implements Receipt {
    @Override
    public int status() {
      return 408;
    }

    @Override
    public boolean endsConnection() {
      return true;
    }
  }

  /**
   * It cannot be stored now: the store is away or slow, too much waits for it, or the inbox closes.
   * The sender should come again. It may have been stored all the same when only the answer was
   * late; then the second one is a duplicate.
   */
  record Unavailable() implements Receipt {
    @Override
    public int status() {
      return 503;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.of(Duration.ofSeconds(5));
    }
  }
}
