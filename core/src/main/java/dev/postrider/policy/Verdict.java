package dev.postrider.policy;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
public sealed interface Verdict {

  /** It arrived. */
  record Delivered() implements Verdict {}

  /** It is tried again, not before this instant. */
  record Retry(Instant at) implements Verdict {}

  /** It is given up for good. {@code disable}: the endpoint asked never to be called again. */
  record Discard(String reason, boolean disable) implements Verdict {}
}
