package dev.postrider.outbox;

import java.time.Duration;
import java.util.List;

/** What became of a batch. */
sealed interface Answer {

  /** Each message has its own answer, in order. */
  record Each(List<One> ones) implements Answer {}

  /** Something is wrong with the batch as a whole, or with one in it that spoils it. */
  record Unfit(String reason) implements Answer {}

  /** This application gets nothing now: it is unknown, or not this token's. */
  record NoWay(String why) implements Answer {}

  /** Nothing is taken now, of nobody. */
  record Busy(String why, Duration retryAfter) implements Answer {}

  /** What became of a message. */
  sealed interface One {
    /** Postrider has it, now or since an earlier attempt. */
    record Taken() implements One {}

    /** It never will. */
    record Refused(String reason) implements One {}

    /** It takes nothing at the moment. */
    record Later(String why) implements One {}
  }
}
