package dev.postrider.task;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One background task, as far as it has come.
 *
 * @param application whose messages it looks at; null when it goes through several applications
 * @param first it looks at the messages above this one; null when that is not known any more
 * @param last the last message that it looks at
 * @param updatedAt when it came so far
 */
public record Task(
    TaskId id,
    String organisation,
    @Nullable ApplicationId application,
    Work work,
    @Nullable MessageId first,
    MessageId last,
    Progress progress,
    Instant updatedAt) {

  /** Whether it goes on. The numbers are stored. */
  public enum Status {
    RUNNING,
    FINISHED,
    /** It cannot go on; what it has done stays done. */
    FAILED
  }

  /**
   * How far it has come.
   *
   * @param reached every message up to here has been looked at; of the application that its walk is
   *     within, when it goes through several
   * @param count the messages that were sent again, or emptied; of statistics, what was counted in
   *     the application that its walk is within
   * @param reason why it failed; null otherwise
   */
  public record Progress(
      Status status, MessageId reached, long count, @Nullable String reason, Walk walk) {

    /** In the middle of an application, of which so much was counted. */
    Progress within(ApplicationId application, MessageId upTo, long counted) {
      Walk here = new Walk(walk.passed, application, walk.size);
      return new Progress(status, upTo, counted, reason, here);
    }

    /** Done with an application, of which something of this size was found. */
    Progress past(ApplicationId application, long size) {
      Walk there = new Walk(application, null, walk.size + size);
      return new Progress(status, reached, 0, reason, there);
    }
  }

  /**
   * How far a task is that goes through several applications.
   *
   * @param passed every application up to here is done with; null before the first
   * @param within the application that has been looked at in part; null when none has
   * @param size of what it has found, in bytes
   */
  public record Walk(@Nullable ApplicationId passed, @Nullable ApplicationId within, long size) {
    public static final Walk START = new Walk(null, null, 0);
  }

  /**
   * What is to be done.
   *
   * @param application null for work that goes through several
   * @param since the earliest messages, inclusive
   * @param until the latest, inclusive; null for all that there are now. Later ones are never
   *     looked at
   */
  public record Order(
      String organisation,
      @Nullable ApplicationId application,
      Work work,
      Instant since,
      @Nullable Instant until) {

    /** The task that begins under this id now. */
    public Task begin(TaskId id, Instant now) {
      return new Task(
          id,
          organisation,
          application,
          work,
          before(since),
          last(id.value()),
          new Progress(Status.RUNNING, before(since), 0, null, Walk.START),
          now);
    }

    /** The last message that is looked at when there is none above the newest. */
    MessageId last(long newest) {
      long end = until == null ? newest : Keys.floorOf(until.plus(1, ChronoUnit.MICROS)) - 1;
      return new MessageId(Math.max(1, Math.min(newest, end)));
    }
  }

  /**
   * How much of its range it has looked at, from 0 to 1, by time: messages need not lie evenly. Not
   * known of a task that goes through several applications before it is over.
   */
  public OptionalDouble share() {
    if (progress.status() == Status.FINISHED) {
      return OptionalDouble.of(1);
    }
    if (application == null || first == null) {
      return OptionalDouble.empty();
    }
    // No message is older than its application.
    long start = Math.max(first.value(), application.value());
    double share = (double) (progress.reached().value() - start) / (last.value() - start);
    return OptionalDouble.of(last.value() <= start ? 0 : Math.clamp(share, 0, 1));
  }

  /** The messages from this time on are those above this one. */
  static MessageId before(Instant since) {
    return new MessageId(Math.max(1, Keys.floorOf(since) - 1));
  }

  /** The one application whose messages it looks at. */
  ApplicationId one() {
    return Objects.requireNonNull(application, "the task goes through several applications");
  }

  /** The same, so much further. */
  public Task at(Progress next, Instant now) {
    return new Task(id, organisation, application, work, first, last, next, now);
  }
}
