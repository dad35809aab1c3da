package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The table of background tasks. */
final class PostgresTasks implements Tasks {
  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final Audit audit;
  private volatile Runnable begun = () -> {};

  /** {@code keys} are those of the log: a task is younger than what was acknowledged before it. */
  PostgresTasks(Jdbi jdbi, Keys keys, InstantSource clock, Audit audit) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
    this.audit = audit;
    keys.raise(highest());
  }

  private long highest() {
    return jdbi.withHandle(handle ->
        handle.createQuery("select coalesce(max(id), 0) from task").mapTo(Long.class).one());
  }

  @Override
  public Optional<Task> begin(Task.Order order) {
    Optional<Task> task =
        jdbi.inTransaction(handle -> {
          Turns.TASKS.take(handle, order.organisation());
          if (full(handle, order)) {
            return Optional.empty();
          }
          Task fresh = order.begin(new TaskId(keys.next()), now());
          insert(handle, fresh);
          audit.made(handle, "background-task", fresh.id(), AuditJson.of(fresh));
          return Optional.of(fresh);
        });
    task.ifPresent(_ -> begun.run());
    return task;
  }

  private static boolean full(Handle handle, Task.Order order) {
    ApplicationId one = order.application();
    return handle
        .createQuery(
            """
            select count(*) >= :most
                or count(*) filter (where application is not distinct from cast(:one as bigint))
                   >= :most_of_one
            from task where organisation = :organisation and status = 0
            """)
        .bind("organisation", order.organisation())
        .bind("one", one == null ? null : one.value())
        .bind("most", MOST_RUNNING)
        .bind("most_of_one", MOST_RUNNING_OF_ONE)
        .mapTo(Boolean.class)
        .one();
  }

  private static void insert(Handle handle, Task task) {
    var insert =
        handle
            .createUpdate(
                """
                insert into task (id, organisation, application, kind, endpoint, wanted, last,
                                  reached, status, count, updated_at)
                values (:id, :organisation, :application, :kind, :endpoint,
                        cast(:wanted as jsonb), :last, :reached, 0, 0, :now)
                """)
            .bind("reached", task.progress().reached().value())
            .bind("now", task.updatedAt());
    TaskRows.bind(insert, task);
    insert.execute();
  }

  @Override
  public Optional<Task> find(String organisation, TaskId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from task where id = :id and organisation = :organisation")
            .bind("id", id.value())
            .bind("organisation", organisation)
            .map((rs, _) -> TaskRows.read(rs))
            .findOne());
  }

  @Override
  public Page<Task> list(String organisation, Filter filter, Page.Request<TaskId> request) {
    PageSql page = new PageSql("id", request);
    List<String> conditions = new ArrayList<>(List.of(page.where()));
    if (filter.status() != null) {
      conditions.add("status = " + Numbers.of(filter.status()));
    }
    if (filter.kind() != null) {
      conditions.add("kind = " + Numbers.of(filter.kind()));
    }
    return page.page(
        jdbi.withHandle(handle -> {
          Query query =
              handle
                  .createQuery(
                      "select * from task where organisation = :organisation and %s %s %s"
                          .formatted(String.join(" and ", conditions), page.order(), page.limit()))
                  .bind("organisation", organisation);
          TaskId after = request.after();
          if (after != null) {
            query.bind("after", after.value());
          }
          return query.map((rs, _) -> TaskRows.read(rs)).list();
        }));
  }

  @Override
  public Optional<Task> next(@Nullable TaskId after) {
    return jdbi.withHandle(handle -> {
      Optional<Task> above = running(handle, after == null ? 0 : after.value());
      return above.isPresent() || after == null ? above : running(handle, 0);
    });
  }

  private static Optional<Task> running(Handle handle, long after) {
    return handle
        .createQuery("select * from task where status = 0 and id > :after order by id limit 1")
        .bind("after", after)
        .map((rs, _) -> TaskRows.read(rs))
        .findOne();
  }

  @Override
  public void advance(TaskId id, MessageId reached, long more) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                update task set reached = :reached, count = count + :more, updated_at = :now
                where id = :id and status = 0
                """)
            .bind("reached", reached.value())
            .bind("more", more)
            .bind("now", now())
            .bind("id", id.value())
            .execute());
  }

  @Override
  public void note(TaskId id, Task.Progress next, List<Statistic> found) {
    jdbi.useTransaction(handle -> {
      var update =
          handle
              .createUpdate(
                  """
                  update task set reached = :reached, count = :count, passed = :passed,
                                  within = :within, size = :size, updated_at = :now
                  where id = :id and status = 0
                  """)
              .bind("now", now())
              .bind("id", id.value());
      TaskRows.bind(update, next);
      if (update.execute() == 1 && !found.isEmpty()) {
        insert(handle, id, found);
      }
    });
  }

  private static void insert(Handle handle, TaskId id, List<Statistic> found) {
    handle
        .createUpdate(
            "insert into task_found (task, passed, found) values (:id, :passed, cast(:found as jsonb))")
        .bind("id", id.value())
        .bind("passed", found.getLast().application().value())
        .bind("found", TaskFindings.write(found))
        .execute();
  }

  @Override
  public List<Statistic> found(TaskId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select found from task_found where task = :id order by passed")
            .bind("id", id.value())
            .mapTo(String.class)
            .list()
            .stream()
            .flatMap(TaskFindings::read)
            .toList());
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
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                update task set status = :status, reason = :reason, updated_at = :now
                where id = :id and status = 0
                """)
            .bind("status", Numbers.of(status))
            .bind("reason", reason)
            .bind("now", now())
            .bind("id", id.value())
            .execute());
  }

  @Override
  public void listen(Runnable toldOfBegun) {
    begun = toldOfBegun;
  }

  /** Removes those that were over long ago. */
  void sweep() {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("delete from task where status <> 0 and updated_at <= :before")
            .bind("before", now().minus(KEPT))
            .execute());
  }

  private Instant now() {
    return Numbers.micros(clock.instant());
  }
}
