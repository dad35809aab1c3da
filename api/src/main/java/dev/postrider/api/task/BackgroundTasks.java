package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Page;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.TaskId;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.util.List;
import java.util.Optional;

/** Answers how far background tasks are. */
final class BackgroundTasks {
  private static final Paging<TaskId> PAGING = new Paging<>(TaskId::parse, false, true);
  private static final Rule STATUS =
      text -> TaskWords.status(text).isPresent() ? null : "must be running, finished or failed";
  private static final Rule KIND =
      text ->
          TaskWords.kind(text).isPresent() || TaskWords.neverDone(text)
              ? null
              : "must be a kind of background task, such as endpoint.recover";

  private final Directory directory;
  private final Tasks tasks;

  BackgroundTasks(Directory directory, Tasks tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  /** Newest first, unless an order is asked for. */
  Answer list(Request request) {
    Query query = request.query();
    Page.Request<TaskId> page = PAGING.read(query);
    Optional<Task.Status> status =
        Optional.ofNullable(query.text("status", STATUS)).flatMap(TaskWords::status);
    String task = query.text("task", KIND);
    Optional<Work.Kind> kind = Optional.ofNullable(task).flatMap(TaskWords::kind);
    Page<Task> found =
        task != null && kind.isEmpty()
            ? new Page<>(List.of(), true)
            : tasks.list(
                request.organisation(),
                new Tasks.Filter(status.orElse(null), kind.orElse(null)),
                page);
    return Paging.answer(found, each -> each.id().toString(), TaskOut::write);
  }

  Answer get(Request request) {
    return answer(found(request).orElseThrow(Refusal::notFound));
  }

  /**
   * One that goes through the messages of the application in the path, which is all it tells of.
   */
  Answer getOfApplication(Request request) {
    ApplicationId application =
        directory
            .application(request.organisation(), request.id("app"))
            .orElseThrow(Refusal::notFound)
            .id();
    return answer(
        found(request)
            .filter(task -> application.equals(task.application()))
            .orElseThrow(Refusal::notFound));
  }

  private Optional<Task> found(Request request) {
    return TaskId.parse(request.id("task")).flatMap(id -> tasks.find(request.organisation(), id));
  }

  private Answer answer(Task task) {
    JsonWriter json = new JsonWriter();
    TaskOut.write(json, task, tasks.found(task.id()));
    return Answer.json(200, json);
  }
}
