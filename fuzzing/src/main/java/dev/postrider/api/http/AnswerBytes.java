package dev.postrider.api.http;

import java.util.Arrays;

/** Shows harnesses what an answer says. */
public final class AnswerBytes {
  private AnswerBytes() {}

  /** The body as it would go out. */
  public static byte[] of(Answer answer) {
    return Arrays.copyOf(answer.body(), answer.length());
  }
}
