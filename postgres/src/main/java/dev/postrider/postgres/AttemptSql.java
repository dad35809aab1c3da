package dev.postrider.postgres;

import dev.postrider.history.History.AttemptFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A filter of attempts as SQL over the table a. */
record AttemptSql(AttemptFilter filter) {

  MessageSql messages() {
    return new MessageSql(filter.channel(), filter.tag(), filter.eventTypes());
  }

  /** True when an attempt, or its message, has to be looked at to know whether it is one. */
  boolean looks() {
    return !filter.states().isEmpty()
        || filter.statusClass() != null
        || filter.endpoint() != null
        || messages().looks();
  }

  /** Whether an attempt that was met is one, as far as it says itself. */
  String sought() {
    List<String> conditions = new ArrayList<>(List.of("true"));
    if (!filter.states().isEmpty()) {
      conditions.add(
          filter.states().stream()
              .map(state -> Integer.toString(Numbers.of(state)))
              .collect(Collectors.joining(", ", "a.state in (", ")")));
    }
    if (filter.statusClass() != null) {
      conditions.add("a.status between :status and :status_end");
    }
    if (filter.endpoint() != null) {
      conditions.add("a.endpoint = :endpoint");
    }
    return String.join(" and ", conditions);
  }

  /** Of {@code between :status and :status_end}: 0 stands for no answer, and for itself alone. */
  static void bindStatusClass(Query query, @Nullable Integer statusClass) {
    if (statusClass != null) {
      query.bind("status", statusClass).bind("status_end", statusClass == 0 ? 0 : statusClass + 99);
    }
  }

  void bind(Query query) {
    bindStatusClass(query, filter.statusClass());
    if (filter.endpoint() != null) {
      query.bind("endpoint", filter.endpoint().value());
    }
  }
}
