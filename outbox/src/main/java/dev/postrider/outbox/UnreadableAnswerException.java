package dev.postrider.outbox;

import java.io.IOException;

/** What answers is not the batch API, or not in its right mind. */
final class UnreadableAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswerException() {
    super("the answer is not that of the batch API");
  }
}
