package dev.postrider.task;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One background task, as far as it has come.
 *
 * @param last the last message that it looks at
 * @param updatedAt when it came so far
 */
public record Task(
    TaskId id,
    String organisation,
    ApplicationId application,
    Work work,
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
   * @param reached every message up to here has been looked at
   * @param count the messages that were sent again, or emptied
   * @param reason why it failed; null otherwise
   */
  public record Progress(Status status, MessageId reached, long count, @Nullable String reason) {}

  /**
   * What is to be done.
   *
   * @param since the earliest messages, inclusive
   * @param until the latest, inclusive; null for all that there are now. Later ones are never
   *     looked at
   */
  public record Order(
      String organisation,
      ApplicationId application,
      Work work,
      Instant since,
      @Nullable Instant until) {

    /** The task that begins under this id now. */
    public Task begin(TaskId id, Instant now) {
      long before = Math.max(1, Keys.floorOf(since) - 1);
      long newest = until == null ? id.value() : Keys.floorOf(until.plus(1, ChronoUnit.MICROS)) - 1;
      return new Task(
          id,
          organisation,
          application,
          work,
          new MessageId(Math.max(1, Math.min(id.value(), newest))),
          new Progress(Status.RUNNING, new MessageId(before), 0, null),
          now);
    }
  }

  /** The same, so much further. */
  public Task at(Progress next, Instant now) {
    return new Task(id, organisation, application, work, last, next, now);
  }
}
