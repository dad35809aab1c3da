package dev.postrider.api.http;

/** Says a refusal in the words of the API that is called. */
@FunctionalInterface
public interface ErrorForm {
  /** This API's own: JSON with code and detail, or with the problems. */
  ErrorForm NATIVE = Refusal::answer;

  Answer answer(Refusal refusal);
}
