package dev.postrider.postgres;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.record.Entry;
import dev.postrider.task.Task;
import dev.postrider.task.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows of tasks as records. */
final class TaskRows {
  private static final JsonMapper MAPPER = new JsonMapper();

  private TaskRows() {}

  static Task read(ResultSet rs) throws SQLException {
    return new Task(
        new TaskId(rs.getLong("id")),
        rs.getString("organisation"),
        application(rs, "application"),
        work(rs),
        first(rs.getString("wanted")),
        new MessageId(rs.getLong("last")),
        new Task.Progress(
            Numbers.taskStatus(rs.getInt("status")),
            new MessageId(rs.getLong("reached")),
            rs.getLong("count"),
            rs.getString("reason"),
            new Task.Walk(
                application(rs, "passed"), application(rs, "within"), rs.getLong("size"))),
        rs.getTimestamp("updated_at").toInstant());
  }

  private static Work work(ResultSet rs) throws SQLException {
    return switch (Numbers.workKind(rs.getInt("kind"))) {
      case RECOVER -> new Work.Recover(endpoint(rs));
      case REPLAY_MISSING -> new Work.ReplayMissing(endpoint(rs));
      case BULK_REPLAY -> new Work.BulkReplay(endpoint(rs), wanted(rs.getString("wanted")));
      case PURGE -> new Work.Purge();
      case USAGE -> usage(rs.getString("wanted"));
      case SUBSCRIPTIONS -> new Work.Subscriptions();
    };
  }

  private static @Nullable ApplicationId application(ResultSet rs, String column)
      throws SQLException {
    long value = rs.getLong(column);
    return rs.wasNull() ? null : new ApplicationId(value);
  }

  private static EndpointId endpoint(ResultSet rs) throws SQLException {
    return new EndpointId(rs.getLong("endpoint"));
  }

  /** Binds how far a task is. */
  static void bind(SqlStatement<?> statement, Task.Progress progress) {
    ApplicationId passed = progress.walk().passed();
    ApplicationId within = progress.walk().within();
    statement
        .bind("reached", progress.reached().value())
        .bind("count", progress.count())
        .bind("passed", passed == null ? null : passed.value())
        .bind("within", within == null ? null : within.value())
        .bind("size", progress.walk().size());
  }

  /** Binds what never changes of a task. */
  static void bind(SqlStatement<?> statement, Task task) {
    statement
        .bind("id", task.id().value())
        .bind("organisation", task.organisation())
        .bind("application", task.application() == null ? null : task.application().value())
        .bind("kind", Numbers.of(task.work().kind()))
        .bind("last", task.last().value());
    switch (task.work()) {
      case Work.Replay replay -> statement.bind("endpoint", replay.endpoint().value());
      case Work.Purge(), Work.Statistics _ -> statement.bind("endpoint", (Long) null);
    }
    statement.bind("wanted", wanted(task).toString());
  }

  /** What is wanted of its work, and where its range begins. */
  private static ObjectNode wanted(Task task) {
    ObjectNode node =
        switch (task.work()) {
          case Work.BulkReplay(_, Work.Wanted wanted) -> json(wanted);
          case Work.Usage usage -> json(usage);
          case Work.Recover _, Work.ReplayMissing _, Work.Purge(), Work.Subscriptions() ->
              MAPPER.createObjectNode();
        };
    return task.first() == null ? node : node.put("first", task.first().value());
  }

  /** Tasks that began in older versions have none. */
  private static @Nullable MessageId first(@Nullable String wanted) {
    JsonNode first = wanted == null ? null : MAPPER.readTree(wanted).get("first");
    return first == null ? null : new MessageId(first.asLong());
  }

  /** Member by member, so that a renamed record component breaks no stored row. */
  private static ObjectNode json(Work.Wanted wanted) {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode types = node.putArray("eventTypes");
    wanted.eventTypes().forEach(types::add);
    ArrayNode states = node.putArray("states");
    wanted.states().forEach(state -> states.add(Numbers.of(state)));
    node.put("channel", wanted.channel());
    node.put("tag", wanted.tag());
    node.put("statusClass", wanted.statusClass());
    return node;
  }

  private static Work.Wanted wanted(String json) {
    JsonNode node = MAPPER.readTree(json);
    Set<String> types = new HashSet<>();
    node.path("eventTypes").forEach(type -> types.add(type.asString()));
    Set<Entry.State> states = EnumSet.noneOf(Entry.State.class);
    node.path("states").forEach(state -> states.add(Numbers.state(state.asInt())));
    JsonNode statusClass = node.path("statusClass");
    return new Work.Wanted(
        types,
        text(node.path("channel")),
        text(node.path("tag")),
        states,
        statusClass.isNumber() ? statusClass.asInt() : null);
  }

  private static ObjectNode json(Work.Usage usage) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("since", usage.since().toString());
    if (usage.applications() != null) {
      ArrayNode some = node.putArray("applications");
      usage.applications().forEach(id -> some.add(id.value()));
    }
    return node;
  }

  private static Work.Usage usage(String json) {
    JsonNode node = MAPPER.readTree(json);
    JsonNode some = node.path("applications");
    return new Work.Usage(
        Instant.parse(node.path("since").asString()),
        some.isArray()
            ? some.valueStream()
                .map(id -> new ApplicationId(id.asLong()))
                .collect(Collectors.toSet())
            : null);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }
}
