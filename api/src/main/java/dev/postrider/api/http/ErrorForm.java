package dev.postrider.api.http;

/**
 * Says a refusal in the words of the API that is called. What the server itself has to say (too
 * large, too busy, out of order) is the same everywhere.
 */
@FunctionalInterface
public interface ErrorForm {
  /** This API's own: JSON with code and detail, or with the problems. */
  ErrorForm NATIVE = Refusal::answer;

  Answer answer(Refusal refusal);
}
