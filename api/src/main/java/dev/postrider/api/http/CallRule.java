package dev.postrider.api.http;

import java.time.Duration;

/**
 * How often one client may call an API.
 *
 * @param calls in a window; 0 for as often as it likes
 * @param window begins with a client's first call
 * @param status of the answer to a call that is one too many: 429, or 403
 */
public record CallRule(int calls, Duration window, int status) {
  public CallRule {
    if (calls < 0 || !window.isPositive() || (status != 429 && status != 403)) {
      throw new IllegalArgumentException(
          "no rule: " + calls + " calls in " + window + ", " + status);
    }
  }
}
