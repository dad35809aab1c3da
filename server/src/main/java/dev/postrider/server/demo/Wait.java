package dev.postrider.server.demo;

import java.time.Duration;

/** The time between a request that failed and the next, as a contract states it. */
record Wait(Duration shortest, Duration longest, String rule) {

  static Wait of(Duration wait, String rule) {
    return new Wait(wait, wait, rule);
  }
}
