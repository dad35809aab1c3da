package dev.postrider.task;

import dev.postrider.message.TaskId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on all running tasks with one thread: a piece of each in turn, and each piece is durable
 * before the next begins. So a restart goes on where the last piece ended.
 */
public final class TaskRunner implements AutoCloseable {
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(10);

  /** Whatever is said meanwhile, somebody looks again. */
  private static final Duration LONGEST_IDLE = Duration.ofMinutes(1);

  /** Some minutes of a database that answers and a piece that fails. */
  private static final int MOST_FAILURES = 30;

  private final Tasks tasks;
  private final TaskPieces pieces;
  private final Consumer<Throwable> faults;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread = Thread.ofPlatform().daemon().name("tasks").unstarted(this::run);
  private volatile boolean stopping;
  private Duration rest = SHORTEST_REST;
  private @Nullable TaskId last;

  /** How often the pieces of these have failed in a row. */
  private final Map<TaskId, Integer> failures = new HashMap<>();

  /** {@code faults} hears of what a task survives. */
  public TaskRunner(Tasks tasks, TaskPieces pieces, Consumer<Throwable> faults) {
    this.tasks = tasks;
    this.pieces = pieces;
    this.faults = faults;
  }

  /** Goes on with what is running, and from now on with every task that begins. */
  public void start() {
    tasks.listen(woken::release);
    thread.start();
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Failure policy: report, rest and go on with the next task; the piece is done again when it is
   * its turn, and it repeats nothing that is still under way. One that fails again and again while
   * the tasks can be read, fails for good, and gives its place back.
   */
  private void step() throws InterruptedException {
    try {
      Optional<Task> next = tasks.next(last);
      if (next.isPresent()) {
        last = next.get().id();
        piece(next.get());
        rest = SHORTEST_REST;
      } else {
        boolean _ = woken.tryAcquire(LONGEST_IDLE.toMillis(), TimeUnit.MILLISECONDS);
        woken.drainPermits();
      }
    } catch (RuntimeException | Error broken) {
      if (stopping) {
        return;
      }
      faults.accept(broken);
      boolean _ = woken.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS);
      woken.drainPermits();
      rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
    }
  }

  private void piece(Task task) throws InterruptedException {
    int before = failures.getOrDefault(task.id(), 0);
    if (before >= MOST_FAILURES) {
      tasks.fail(task.id(), "a piece of it failed %d times in a row".formatted(before));
      failures.remove(task.id());
      return;
    }
    failures.put(task.id(), before + 1);
    pieces.next(task);
    failures.remove(task.id());
  }

  /** Stops, in the middle of a piece if need be. Twice is harmless. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
