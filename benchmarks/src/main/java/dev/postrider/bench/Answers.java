package dev.postrider.bench;

/** Hears what becomes of every request of a load. Called by the generator's thread alone. */
interface Answers {

  /** The load begins at this time. */
  default void began(long nanos) {}

  /**
   * A request has its answer, or will have none.
   *
   * @param request its connection, which still knows all about it
   * @param acknowledged whether the answer says that the message is safe
   */
  void answered(LoadConnection request, boolean acknowledged, long now);

  /** A message was due then and was not sent, because no connection was free. */
  default void unsent(long intended) {}
}
