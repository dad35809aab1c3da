package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;

/** A background task as its owner sees it. */
public final class TaskOut {
  private static final Duration RETRY = Duration.ofMinutes(1);

  private TaskOut() {}

  /**
   * Begins a task, durably, and answers with this status.
   *
   * @throws Refusal 429 when the organisation has too many running
   */
  public static Answer begin(int status, Tasks tasks, Task.Order order) {
    Task task =
        tasks
            .begin(order)
            .orElseThrow(() ->
                Refusal.tooOften(
                    429,
                    "%d background tasks are running, which is the most; wait until one is over"
                        .formatted(Tasks.MOST_RUNNING),
                    RETRY));
    JsonWriter json = new JsonWriter().beginObject();
    members(json, task);
    return Answer.json(status, json.endObject());
  }

  static void write(JsonWriter json, Task task) {
    json.beginObject();
    json.name("data").beginObject();
    data(json, task);
    json.endObject();
    members(json, task);
    json.endObject();
  }

  private static void data(JsonWriter json, Task task) {
    Task.Progress progress = task.progress();
    json.name("appId").value(task.application().toString());
    switch (task.work()) {
      case Work.Purge() -> json.name("messagesExpunged").value(progress.count());
      case Work.Replay replay -> {
        json.name("endpointId").value(replay.endpoint().toString());
        json.name("messagesQueued").value(progress.count());
      }
    }
    if (progress.reason() != null) {
      json.name("error").value(progress.reason());
    }
  }

  private static void members(JsonWriter json, Task task) {
    json.name("id").value(task.id().toString());
    json.name("status").value(TaskWords.of(task.progress().status()));
    json.name("task").value(TaskWords.of(task.work().kind()));
    json.name("updatedAt").value(task.updatedAt());
  }
}
