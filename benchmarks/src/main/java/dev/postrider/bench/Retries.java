package dev.postrider.bench;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Retry policies of endpoints that are made to fail. */
final class Retries {
  private static final int MOST = 19;

  private Retries() {}

  /**
   * A retry a second after each failure, as often as the operator's bounds allow: what has failed
   * is due as soon as its endpoint works again, and not minutes later.
   */
  static Map<String, ?> soon() {
    List<String> delays = Collections.nCopies(MOST, "1s");
    return Map.of("policy", Map.of("retry", Map.of("delays", delays, "jitter", 0.2)));
  }
}
