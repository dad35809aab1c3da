package dev.postrider.postgres;

import dev.postrider.directory.Endpoint;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.seal.Place;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a message stands in its table. */
final class MessageRow {
  static final String COPY =
      """
      copy message (id, application, retention, event_type, ordering_key, event_id, content_type,
                    channels, targets, payload, retention_hours, tags, headers, deliver_at,
                    payload_sealed)
      from stdin (format binary)\
      """;

  /** What {@link #read} needs; the table is called m. */
  static final String COLUMNS = columns("m.payload");

  /**
   * What {@link #read} needs for a message with an empty payload; the stored one is not fetched.
   */
  static final String COLUMNS_WITHOUT_PAYLOAD =
      columns("case when m.payload is not null then cast('' as bytea) end as payload");

  /** What {@link #payload(ResultSet, DataKeys, Instant)} needs beside the payload. */
  static final String COLUMNS_ABOUT_PAYLOAD =
      "m.id, m.content_type, m.retention, m.retention_hours, m.payload_sealed";

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
    m.channels, m.retention_hours, m.tags, m.headers, m.deliver_at, m.payload_sealed,
    %s\
    """
        .formatted(payload);
  }

  /** Why this draft can never be stored; null when it can. */
  static @Nullable String obstacle(Draft draft) {
    if (draft.payload().size() > LARGEST_PAYLOAD_MIB << 20) {
      return "the payload is larger than " + LARGEST_PAYLOAD_MIB + " MiB";
    }
    long hours = draft.retention().toHours();
    if (hours < 1
        || hours > Short.MAX_VALUE
        || !draft.retention().equals(Duration.ofHours(hours))) {
      return "the retention is not 1 to 32,767 whole hours";
    }
    List<String> texts = new ArrayList<>(draft.channels());
    texts.add(draft.eventType());
    texts.add(draft.contentType());
    texts.addAll(draft.extras().tags());
    draft.extras().headers().forEach((name, value) -> Collections.addAll(texts, name, value));
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

  /** {@code sealer} is there when something of it is sealed. */
  static void write(CopyRows rows, Message message, Draft draft, @Nullable Sealer sealer)
      throws SQLException {
    List<Endpoint> targets = draft.targets();
    Duration retention = message.retention();
    boolean days = retention.toHours() % 24 == 0;
    Extras extras = message.extras();
    rows.row(15);
    rows.bigint(message.id().value());
    rows.bigint(message.application().value());
    rows.smallint((int) retention.toDays());
    rows.text(message.eventType());
    rows.text(message.orderingKey());
    rows.text(message.eventId());
    rows.text(message.contentType().equals(Message.JSON) ? null : message.contentType());
    textsOrNothing(rows, message.channels());
    long[] ids = new long[targets.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = targets.get(i).id().value();
    }
    rows.bigints(ids);
    rows.bytes(
        draft.sealed()
            ? Objects.requireNonNull(sealer)
                .seal(message.payload().bytes(), payload(message.id().value()))
            : message.payload().bytes());
    if (days) {
      rows.nothing();
    } else {
      rows.smallint((int) retention.toHours());
    }
    textsOrNothing(rows, extras.tags());
    rows.text(
        extras.headers().isEmpty()
            ? null
            : Objects.requireNonNull(sealer)
                .sealText(Json.map(extras.headers()), headers(message.id().value())));
    if (extras.deliverAt() == null) {
      rows.nothing();
    } else {
      rows.timestamp(extras.deliverAt());
    }
    if (draft.sealed()) {
      rows.bool(true);
    } else {
      rows.nothing();
    }
  }

  private static void textsOrNothing(CopyRows rows, List<String> texts) {
    if (texts.isEmpty()) {
      rows.nothing();
    } else {
      rows.texts(texts);
    }
  }

  /** A message and whether its payload has been expunged; it is empty then. */
  record Read(Message message, boolean expunged) {}

  private static Place payload(long message) {
    return new Place("message.payload", message);
  }

  private static Place headers(long message) {
    return new Place("message.headers", message);
  }

  /** The payload alone; null when it is expunged, or is not kept any more. */
  static @Nullable Payload payload(ResultSet rs, DataKeys keys, Instant now) throws SQLException {
    byte @Nullable [] payload = opened(rs, keys);
    Instant created = new MessageId(rs.getLong("id")).time();
    return payload == null || !now.isBefore(created.plus(retention(rs)))
        ? null
        : Payload.of(payload);
  }

  static String contentType(ResultSet rs) throws SQLException {
    String contentType = rs.getString("content_type");
    return contentType == null ? Message.JSON : contentType;
  }

  private static byte @Nullable [] opened(ResultSet rs, DataKeys keys) throws SQLException {
    byte @Nullable [] payload = rs.getBytes("payload");
    // One that was not fetched is empty; what is sealed never is.
    return payload != null && payload.length > 0 && rs.getBoolean("payload_sealed")
        ? keys.open(payload, payload(rs.getLong("id")), connection(rs))
        : payload;
  }

  static Read read(ResultSet rs, DataKeys keys) throws SQLException {
    byte @Nullable [] payload = opened(rs, keys);
    Message message =
        new Message(
            new MessageId(rs.getLong("id")),
            new ApplicationId(rs.getLong("application")),
            rs.getString("event_type"),
            rs.getString("ordering_key"),
            texts(rs.getArray("channels")),
            rs.getString("event_id"),
            contentType(rs),
            retention(rs),
            payload == null ? Payload.EMPTY : Payload.of(payload),
            extras(rs, keys));
    return new Read(message, payload == null);
  }

  private static Duration retention(ResultSet rs) throws SQLException {
    short hours = rs.getShort("retention_hours");
    return rs.wasNull() ? Duration.ofDays(rs.getShort("retention")) : Duration.ofHours(hours);
  }

  private static Connection connection(ResultSet rs) throws SQLException {
    return rs.getStatement().getConnection();
  }

  private static Extras extras(ResultSet rs, DataKeys keys) throws SQLException {
    String headers = rs.getString("headers");
    // Before they were sealed they stood there as JSON.
    if (headers != null && !headers.startsWith("{")) {
      headers = keys.openText(headers, headers(rs.getLong("id")), connection(rs));
    }
    Timestamp deliverAt = rs.getTimestamp("deliver_at");
    return Extras.of(
        texts(rs.getArray("tags")),
        headers == null ? Map.of() : Json.map(headers),
        deliverAt == null ? null : deliverAt.toInstant());
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
