package dev.postrider.testkit;

import dev.postrider.directory.Page;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Background tasks in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryTasks implements Tasks {
  private final TreeMap<TaskId, Task> tasks = new TreeMap<>();
  private final Map<TaskId, List<Statistic>> found = new HashMap<>();
  private final Keys keys;
  private final InstantSource clock;
  private Runnable begun = () -> {};

  /** {@code keys} are those of the log. */
  public MemoryTasks(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Task> begin(Task.Order order) {
    List<Task> running =
        tasks.values().stream()
            .filter(task -> task.organisation().equals(order.organisation()))
            .filter(MemoryTasks::runs)
            .toList();
    ApplicationId one = order.application();
    if (running.size() >= MOST_RUNNING
        || running.stream().filter(task -> Objects.equals(one, task.application())).count()
            >= MOST_RUNNING_OF_ONE) {
      return Optional.empty();
    }
    Task task = order.begin(new TaskId(keys.next()), clock.instant());
    tasks.put(task.id(), task);
    begun.run();
    return Optional.of(task);
  }

  @Override
  public synchronized Optional<Task> find(String organisation, TaskId id) {
    return Optional.ofNullable(tasks.get(id))
        .filter(task -> task.organisation().equals(organisation));
  }

  @Override
  public synchronized Page<Task> list(
      String organisation, Filter filter, Page.Request<TaskId> page) {
    return Pages.cut(
        tasks.values().stream()
            .filter(task -> task.organisation().equals(organisation))
            .filter(task -> filter.status() == null || filter.status() == task.progress().status())
            .filter(task -> filter.kind() == null || filter.kind() == task.work().kind()),
        Task::id,
        page);
  }

  @Override
  public synchronized Optional<Task> next(@Nullable TaskId after) {
    return tasks.values().stream()
        .filter(MemoryTasks::runs)
        .filter(task -> after != null && task.id().compareTo(after) > 0)
        .findFirst()
        .or(() -> tasks.values().stream().filter(MemoryTasks::runs).findFirst());
  }

  @Override
  public void advance(TaskId id, MessageId reached, long more) {
    change(
        id,
        now ->
            new Task.Progress(now.status(), reached, now.count() + more, now.reason(), now.walk()));
  }

  @Override
  public synchronized void note(TaskId id, Task.Progress next, List<Statistic> more) {
    Task task = tasks.get(id);
    if (task != null && runs(task)) {
      found.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(more);
      change(
          id,
          now ->
              new Task.Progress(
                  now.status(), next.reached(), next.count(), now.reason(), next.walk()));
    }
  }

  @Override
  public synchronized List<Statistic> found(TaskId id) {
    return List.copyOf(found.getOrDefault(id, List.of()));
  }

  @Override
  public void finish(TaskId id) {
    end(id, Task.Status.FINISHED, null);
  }

  @Override
  public void fail(TaskId id, String reason) {
    end(id, Task.Status.FAILED, reason);
  }

  private void end(TaskId id, Task.Status status, @Nullable String reason) {
    change(id, now -> new Task.Progress(status, now.reached(), now.count(), reason, now.walk()));
  }

  private synchronized void change(TaskId id, UnaryOperator<Task.Progress> change) {
    tasks.computeIfPresent(
        id,
        (_, task) -> runs(task) ? task.at(change.apply(task.progress()), clock.instant()) : task);
  }

  private static boolean runs(Task task) {
    return task.progress().status() == Task.Status.RUNNING;
  }

  @Override
  public synchronized void listen(Runnable toldOfBegun) {
    begun = toldOfBegun;
  }
}
