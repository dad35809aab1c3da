package dev.postrider.postgres;

import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.task.Task;
import dev.postrider.task.Work;
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

  static int of(Task.Status status) {
    return switch (status) {
      case RUNNING -> 0;
      case FINISHED -> 1;
      case FAILED -> 2;
    };
  }

  static Task.Status taskStatus(int number) {
    return switch (number) {
      case 0 -> Task.Status.RUNNING;
      case 1 -> Task.Status.FINISHED;
      case 2 -> Task.Status.FAILED;
      default -> throw new IllegalStateException("task.status is unknown: " + number);
    };
  }

  static int of(Work.Kind kind) {
    return switch (kind) {
      case RECOVER -> 0;
      case REPLAY_MISSING -> 1;
      case BULK_REPLAY -> 2;
      case PURGE -> 3;
      case USAGE -> 4;
      case SUBSCRIPTIONS -> 5;
    };
  }

  static Work.Kind workKind(int number) {
    return switch (number) {
      case 0 -> Work.Kind.RECOVER;
      case 1 -> Work.Kind.REPLAY_MISSING;
      case 2 -> Work.Kind.BULK_REPLAY;
      case 3 -> Work.Kind.PURGE;
      case 4 -> Work.Kind.USAGE;
      case 5 -> Work.Kind.SUBSCRIPTIONS;
      default -> throw new IllegalStateException("task.kind is unknown: " + number);
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
