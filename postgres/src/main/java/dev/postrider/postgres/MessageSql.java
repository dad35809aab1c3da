package dev.postrider.postgres;

import dev.postrider.history.History.MessageFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What is asked of messages as SQL over the table m. */
record MessageSql(@Nullable String channel, @Nullable String tag, Set<String> eventTypes) {

  static MessageSql of(MessageFilter filter) {
    return new MessageSql(filter.channel(), filter.tag(), filter.eventTypes());
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
  }
}
