package dev.postrider.postgres;

import dev.postrider.history.History.AttemptFilter;
import dev.postrider.message.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** A filter of attempts as SQL over the table a. */
record AttemptSql(AttemptFilter filter) {

  String where() {
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
    if (filter.after() != null) {
      conditions.add("a.id >= :younger");
    }
    if (filter.before() != null) {
      conditions.add("a.id < :older");
    }
    if (filter.channel() != null || filter.tag() != null || !filter.eventTypes().isEmpty()) {
      // Type, channels and tags stand with the message only: a second copy would be paid on every
      // attempt.
      conditions.add(
          """
          exists (select 1 from message m
                  where m.application = a.application and m.id = a.message%s%s%s)\
          """
              .formatted(
                  filter.channel() == null
                      ? ""
                      : " and m.channels @> array[cast(:channel as text)]",
                  filter.tag() == null ? "" : " and m.tags @> array[cast(:tag as text)]",
                  filter.eventTypes().isEmpty() ? "" : " and m.event_type = any (:event_types)"));
    }
    return String.join(" and ", conditions);
  }

  void bind(Query query) {
    Integer statusClass = filter.statusClass();
    if (statusClass != null) {
      query.bind("status", statusClass).bind("status_end", statusClass == 0 ? 0 : statusClass + 99);
    }
    if (filter.endpoint() != null) {
      query.bind("endpoint", filter.endpoint().value());
    }
    if (filter.channel() != null) {
      query.bind("channel", filter.channel());
    }
    if (filter.tag() != null) {
      query.bind("tag", filter.tag());
    }
    if (!filter.eventTypes().isEmpty()) {
      query.bindArray("event_types", String.class, List.copyOf(filter.eventTypes()));
    }
    bindTimes(query, filter.before(), filter.after());
  }

  /** Keys are times: both bounds are exclusive, to the microsecond. */
  static void bindTimes(Query query, @Nullable Instant before, @Nullable Instant after) {
    if (after != null) {
      query.bind("younger", Keys.floorOf(Numbers.micros(after).plus(1, ChronoUnit.MICROS)));
    }
    if (before != null) {
      query.bind("older", Keys.floorOf(Numbers.microsUp(before)));
    }
  }
}
