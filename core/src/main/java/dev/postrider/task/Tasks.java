package dev.postrider.task;

import dev.postrider.directory.Page;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edge that keeps background tasks. What a call has changed is durable when it returns. Safe
 * for use by many threads.
 */
public interface Tasks {
  /** How many of an organisation's tasks run at once at most. */
  int MOST_RUNNING = 100;

  /**
   * How many of those look at one application, whose portal's users must leave some to others; and
   * how many at all of them, which whoever may only read can begin.
   */
  int MOST_RUNNING_OF_ONE = 20;

  /** How much a task may find out, in bytes: some 20,000 applications. */
  long MOST_FOUND = 2 * 1024 * 1024;

  /** How long a task is kept once it runs no more. */
  Duration KEPT = Duration.ofDays(30);

  /** Which tasks are listed; null means any. */
  record Filter(Task.@Nullable Status status, Work.@Nullable Kind kind) {}

  /** Begins a task; empty when the organisation, or the like of it, has as many running as may. */
  Optional<Task> begin(Task.Order order);

  /** The organisation's task of that id. */
  Optional<Task> find(String organisation, TaskId id);

  Page<Task> list(String organisation, Filter filter, Page.Request<TaskId> page);

  /**
   * A running task of any organisation: the first one above this id, or else the first of all.
   * Going on from each that was found, whoever asks sees all of them in turn.
   */
  Optional<Task> next(@Nullable TaskId after);

  /** A running task has looked at every message up to here, and done it to so many more. */
  void advance(TaskId id, MessageId reached, long more);

  /**
   * A running task has found out this, and is so far: as {@code now} says but for the status and
   * the reason.
   */
  void note(TaskId id, Task.Progress now, List<Statistic> found);

  /** What a task has found out so far, by application. */
  List<Statistic> found(TaskId id);

  /** A running task has come to its end. */
  void finish(TaskId id);

  /** A running task cannot go on; the reason is for its owner. */
  void fail(TaskId id, String reason);

  /** {@code begun} is called after a task has begun, by the thread that began it. */
  void listen(Runnable begun);
}
