package dev.postrider.postgres;

import dev.postrider.directory.Endpoint;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a message stands in its table. */
final class MessageRow {
  static final String COPY =
      """
      copy message (id, application, retention, event_type, ordering_key, event_id, content_type,
                    channels, targets, payload)
      from stdin (format binary)\
      """;

  /** What {@link #read} needs; the table is called m. */
  static final String COLUMNS = columns("m.payload");

  /**
   * What {@link #read} needs for a message with an empty payload; the stored one is not fetched.
   */
  static final String COLUMNS_WITHOUT_PAYLOAD =
      columns("case when m.payload is not null then cast('' as bytea) end as payload");

  /**
   * How large the payloads of the rows before this one are, so that those beyond a limit are never
   * fetched; {@code walk} is a window over m in the order of the list.
   */
  static final String SIZES =
      """
      row_number() over walk as place,
      coalesce(
        sum(octet_length(m.payload)) over (
          walk rows between unbounded preceding and 1 preceding),
        0) as bytes_before,
      count(*) over () as found\
      """;

  /**
   * Keeps one draft within one transaction. The limit of a request's body may be set above it, so
   * whoever sends more is told this one.
   */
  private static final int LARGEST_PAYLOAD_MIB = 16;

  private static final int LONGEST_TEXT = 64 << 10;

  private MessageRow() {}

  private static String columns(String payload) {
    return """
    m.id, m.application, m.retention, m.event_type, m.ordering_key, m.event_id, m.content_type,
    m.channels, %s\
    """
        .formatted(payload);
  }

  /** Why this draft can never be stored; null when it can. */
  static @Nullable String obstacle(Draft draft) {
    if (draft.payload().size() > LARGEST_PAYLOAD_MIB << 20) {
      return "the payload is larger than " + LARGEST_PAYLOAD_MIB + " MiB";
    }
    if (draft.retention().isNegative() || draft.retention().toDays() >= Short.MAX_VALUE) {
      return "the retention is not within 0 to 32,766 days";
    }
    List<String> texts = new ArrayList<>(draft.channels());
    texts.add(draft.eventType());
    texts.add(draft.contentType());
    Collections.addAll(texts, draft.orderingKey(), draft.eventId(), draft.idempotencyKey());
    for (String text : texts) {
      if (text != null && !storable(text)) {
        return "a text holds NUL or half a surrogate pair, or is longer than " + LONGEST_TEXT;
      }
    }
    return null;
  }

  private static boolean storable(String text) {
    return text.length() <= LONGEST_TEXT
        && text.indexOf(0) < 0
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** The message that a draft becomes; its retention is kept in whole days, rounded up. */
  static Message message(MessageId id, Draft draft) {
    long days = Math.max(1, draft.retention().plusDays(1).minusNanos(1).toDays());
    return new Message(
        id,
        draft.application(),
        draft.eventType(),
        draft.orderingKey(),
        draft.channels(),
        draft.eventId(),
        draft.contentType(),
        Duration.ofDays(days),
        draft.payload());
  }

  static void write(CopyRows rows, Message message, List<Endpoint> targets) throws SQLException {
    rows.row(10);
    rows.bigint(message.id().value());
    rows.bigint(message.application().value());
    rows.smallint((int) message.retention().toDays());
    rows.text(message.eventType());
    rows.text(message.orderingKey());
    rows.text(message.eventId());
    rows.text(message.contentType().equals(Message.JSON) ? null : message.contentType());
    if (message.channels().isEmpty()) {
      rows.nothing();
    } else {
      rows.texts(message.channels());
    }
    long[] ids = new long[targets.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = targets.get(i).id().value();
    }
    rows.bigints(ids);
    rows.bytes(message.payload().bytes());
  }

  /** A message and whether its payload has been expunged; it is empty then. */
  record Read(Message message, boolean expunged) {}

  static Read read(ResultSet rs) throws SQLException {
    byte @Nullable [] payload = rs.getBytes("payload");
    String contentType = rs.getString("content_type");
    Message message =
        new Message(
            new MessageId(rs.getLong("id")),
            new ApplicationId(rs.getLong("application")),
            rs.getString("event_type"),
            rs.getString("ordering_key"),
            texts(rs.getArray("channels")),
            rs.getString("event_id"),
            contentType == null ? Message.JSON : contentType,
            Duration.ofDays(rs.getShort("retention")),
            payload == null ? Payload.EMPTY : Payload.of(payload));
    return new Read(message, payload == null);
  }

  static Message emptied(Message m) {
    return new Message(
        m.id(),
        m.application(),
        m.eventType(),
        m.orderingKey(),
        m.channels(),
        m.eventId(),
        m.contentType(),
        m.retention(),
        Payload.EMPTY);
  }

  static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  static long[] bigints(Array array) throws SQLException {
    Long[] boxed = (Long[]) array.getArray();
    long[] values = new long[boxed.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed[i];
    }
    return values;
  }
}
