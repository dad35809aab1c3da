package dev.postrider.postgres;

import dev.postrider.attempt.Timings;
import dev.postrider.history.History;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of history as records. */
final class HistoryReads {
  private HistoryReads() {}

  static History.Attempt attempt(ResultSet rs) throws SQLException {
    byte @Nullable [] response = rs.getBytes("response");
    return new History.Attempt(
        new AttemptId(rs.getLong("id")),
        new MessageId(rs.getLong("message")),
        new EndpointId(rs.getLong("endpoint")),
        rs.getString("url"),
        rs.getInt("number"),
        rs.getBoolean("manual"),
        Numbers.state(rs.getInt("state")),
        rs.getInt("status"),
        Duration.ofNanos(rs.getInt("took_micros") * 1_000L),
        new Timings(
            part(rs, "dns_micros"),
            part(rs, "connect_micros"),
            part(rs, "tls_micros"),
            part(rs, "first_byte_micros")),
        response == null ? Payload.EMPTY : Payload.of(response));
  }

  private static int part(ResultSet rs, String column) throws SQLException {
    int micros = rs.getInt(column);
    return rs.wasNull() ? Timings.ABSENT : micros;
  }

  /** A message whose payload is not shown once it is expunged or too old. */
  static History.StoredMessage message(ResultSet rs, Instant now, DataKeys keys)
      throws SQLException {
    MessageRow.Read read = MessageRow.read(rs, keys);
    boolean gone = read.expunged() || !now.isBefore(read.message().expires());
    return new History.StoredMessage(gone ? read.message().withoutPayload() : read.message(), gone);
  }
}
