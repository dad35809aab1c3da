package dev.postrider.bench;

/** How a receiver behaves, apart from the messages that it is told to fail once. */
@FunctionalInterface
interface Conduct {
  /** Every request is taken. */
  Conduct WELL = (_, _) -> Reply.SUCCESS;

  /** What is said to a request of this track at this time; called by the sink's thread. */
  Reply to(int track, long now);

  /** What is said to a request. */
  enum Reply {
    SUCCESS,
    FAILURE,
    /** Nothing, ever. */
    SILENCE
  }
}
