package dev.postrider.server.listen;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What there is to show. */
public sealed interface Shown {

  /**
   * A webhook that came and was answered.
   *
   * @param id its number in the store; null when it could not be kept
   * @param status with what it was answered
   * @param took from its headers to its answer; the delay that was asked for is in it
   * @param gone whether the sender had gone before the answer
   */
  record Webhook(
      @Nullable Long id, Arrival arrival, Verdict verdict, int status, Duration took, boolean gone)
      implements Shown {}

  /**
   * A request of which nothing was taken.
   *
   * @param method empty when it could not be read
   * @param target as far as it could be read
   * @param status with what it was answered; null when there was nobody to answer
   * @param why a sentence without its full stop
   */
  record Turned(Instant at, String method, String target, @Nullable Integer status, String why)
      implements Shown {}
}
