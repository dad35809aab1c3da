package dev.postrider.api.http;

/** Stands before all paths of an API and may turn a request away, whatever it asks for. */
@FunctionalInterface
public interface Gate {
  /** Lets everybody in. */
  Gate OPEN = _ -> {};

  /**
   * Returns when the request may go on.
   *
   * @throws Refusal when it may not
   */
  void enter(Incoming request);
}
