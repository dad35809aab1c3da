package dev.postrider.server.demo;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * How a receiver answers one request.
 *
 * @param when what it waits for before it does; open when it answers at once
 * @param words how this is told
 */
record Response(int status, Map<String, String> headers, CountDownLatch when, String words) {
  private static final CountDownLatch AT_ONCE = new CountDownLatch(0);

  static Response of(int status) {
    return new Response(status, Map.of(), AT_ONCE, Integer.toString(status));
  }

  static Response retryAfter(int status, int seconds) {
    Map<String, String> headers = Map.of("Retry-After", Integer.toString(seconds));
    return new Response(status, headers, AT_ONCE, Integer.toString(status));
  }

  /** Says nothing until it is told to. */
  static Response late(int status, CountDownLatch when) {
    return new Response(status, Map.of(), when, "…");
  }

  boolean success() {
    return status / 100 == 2 && when.getCount() == 0;
  }
}
