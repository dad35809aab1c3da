package dev.postrider.postgres;

import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The numbers under which words of core are stored; never changed once released. */
final class Numbers {
  private Numbers() {}

  static int of(Entry.State state) {
    return switch (state) {
      case PENDING -> 0;
      case DELIVERED -> 1;
      case DISCARDED -> 2;
      case CANCELLED -> 3;
    };
  }

  static Entry.State state(int number) {
    return switch (number) {
      case 0 -> Entry.State.PENDING;
      case 1 -> Entry.State.DELIVERED;
      case 2 -> Entry.State.DISCARDED;
      case 3 -> Entry.State.CANCELLED;
      default -> throw new IllegalStateException("attempt.state is unknown: " + number);
    };
  }

  static int of(Parked.Wait wait) {
    return switch (wait) {
      case ROOM -> 0;
      case DUE -> 1;
      case LANE -> 2;
    };
  }

  static Parked.Wait wait(int number) {
    return switch (number) {
      case 0 -> Parked.Wait.ROOM;
      case 1 -> Parked.Wait.DUE;
      case 2 -> Parked.Wait.LANE;
      default -> throw new IllegalStateException("parked.kind is unknown: " + number);
    };
  }

  /**
   * PostgreSQL keeps microseconds; cut, not rounded, so that a stored time is never later than the
   * one given.
   */
  static Instant micros(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  static long epochMicros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, micros(time));
  }

  /** The first stored time that is not before this one. */
  static Instant microsUp(Instant time) {
    Instant cut = micros(time);
    return cut.equals(time) ? cut : cut.plus(1, ChronoUnit.MICROS);
  }
}
