package dev.postrider.postgres;

import dev.postrider.history.History.MessageFilter;
import dev.postrider.message.Keys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What is asked of messages as SQL over the table m. */
record MessageSql(
    @Nullable String channel,
    @Nullable String tag,
    Set<String> eventTypes,
    @Nullable Instant before,
    @Nullable Instant after) {

  static MessageSql of(MessageFilter filter) {
    return new MessageSql(
        filter.channel(), filter.tag(), filter.eventTypes(), filter.before(), filter.after());
  }

  /** True when a message has to be looked at to know whether it is one. */
  boolean looks() {
    return channel != null || tag != null || !eventTypes.isEmpty();
  }

  /** Whether a message that was met is one. */
  String sought() {
    List<String> conditions = new ArrayList<>(List.of("true"));
    if (channel != null) {
      conditions.add("coalesce(m.channels @> array[cast(:channel as text)], false)");
    }
    if (tag != null) {
      conditions.add("coalesce(m.tags @> array[cast(:tag as text)], false)");
    }
    if (!eventTypes.isEmpty()) {
      conditions.add("m.event_type = any (:event_types)");
    }
    return String.join(" and ", conditions);
  }

  /** Where the walk begins and ends in a column of keys. */
  String within(String column) {
    return (after == null ? "true" : column + " >= :younger")
        + (before == null ? "" : " and " + column + " < :older");
  }

  /** Keys are times: both bounds are exclusive, to the microsecond. */
  void bind(Query query) {
    if (channel != null) {
      query.bind("channel", channel);
    }
    if (tag != null) {
      query.bind("tag", tag);
    }
    if (!eventTypes.isEmpty()) {
      query.bindArray("event_types", String.class, List.copyOf(eventTypes));
    }
    if (after != null) {
      query.bind("younger", Keys.floorOf(Numbers.micros(after).plus(1, ChronoUnit.MICROS)));
    }
    if (before != null) {
      query.bind("older", Keys.floorOf(Numbers.microsUp(before)));
    }
  }
}
