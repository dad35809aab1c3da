package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A background task as its owner sees it. */
public final class TaskOut {
  private static final Duration RETRY = Duration.ofMinutes(1);

  private TaskOut() {}

  /**
   * Begins a task, durably, and answers with this status.
   *
   * @throws Refusal 429 when too many are running
   */
  public static Answer begin(int status, Tasks tasks, Task.Order order) {
    return begin(status, tasks, order, _ -> {});
  }

  /** The same; {@code more} writes what the answer has besides. */
  static Answer begin(int status, Tasks tasks, Task.Order order, Consumer<JsonWriter> more) {
    Task task =
        tasks
            .begin(order)
            .orElseThrow(() ->
                Refusal.tooOften(
                    429,
                    "as many background tasks are running as may: %d, of which %d of one application and %d statistics; wait until one is over"
                        .formatted(
                            Tasks.MOST_RUNNING,
                            Tasks.MOST_RUNNING_OF_ONE,
                            Tasks.MOST_RUNNING_OF_ONE),
                    RETRY));
    JsonWriter json = new JsonWriter().beginObject();
    members(json, task);
    more.accept(json);
    return Answer.json(status, json.endObject());
  }

  /** Without what it has found out, so that a list of many is not large. */
  static void write(JsonWriter json, Task task) {
    write(json, task, null);
  }

  static void write(JsonWriter json, Task task, @Nullable List<Statistic> found) {
    json.beginObject();
    json.name("data").beginObject();
    data(json, task);
    if (found != null && task.work() instanceof Work.Statistics work) {
      StatisticOut.write(json, work, found);
    }
    json.endObject();
    members(json, task);
    json.endObject();
  }

  private static void data(JsonWriter json, Task task) {
    Task.Progress progress = task.progress();
    if (task.application() != null) {
      json.name("appId").value(task.application().toString());
    }
    switch (task.work()) {
      case Work.Purge() -> json.name("messagesExpunged").value(progress.count());
      case Work.Replay replay -> {
        json.name("endpointId").value(replay.endpoint().toString());
        json.name("messagesQueued").value(progress.count());
      }
      case Work.Statistics _ -> {}
    }
    task.share().ifPresent(share -> json.name("progress").share(share));
    if (progress.reason() != null) {
      json.name("error").value(progress.reason());
    }
  }

  private static void members(JsonWriter json, Task task) {
    json.name("id").value(task.id().toString());
    json.name("status").value(TaskWords.of(task.progress().status()));
    json.name("task").value(task.work().kind().word());
    json.name("updatedAt").value(task.updatedAt());
  }
}
