package dev.postrider.api.http;

/** Answers one kind of request; runs on a virtual thread and may block. */
@FunctionalInterface
public interface Handler {
  Answer handle(Request request) throws InterruptedException;

  /** True when it sees to idempotency keys itself. */
  default boolean ownsKeys() {
    return false;
  }

  /** True for what is no GET and answers as much as one, so that few are made at once. */
  default boolean answersMuch() {
    return false;
  }
}
