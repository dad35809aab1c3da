package dev.postrider.postgres;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.EventTypeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the directory as records. */
final class Rows {
  private Rows() {}

  static Application application(ResultSet rs) throws SQLException {
    ApplicationId id = new ApplicationId(rs.getLong("id"));
    return new Application(
        id,
        rs.getString("organisation"),
        new Application.Settings(
            rs.getString("name"),
            rs.getString("uid"),
            integer(rs, "throttle_rate"),
            Json.map(rs.getString("metadata"))),
        id.time(),
        rs.getTimestamp("updated_at").toInstant());
  }

  static Endpoint endpoint(ResultSet rs) throws SQLException {
    EndpointId id = new EndpointId(rs.getLong("id"));
    Endpoint.Status status = status(rs.getInt("status"));
    return new Endpoint(
        id,
        new ApplicationId(rs.getLong("application")),
        rs.getLong("revision"),
        status,
        new Endpoint.Settings(
            rs.getString("url"),
            rs.getString("description"),
            rs.getString("uid"),
            status != Endpoint.Status.ENABLED,
            Set.copyOf(MessageRow.texts(rs.getArray("event_types"))),
            Set.copyOf(MessageRow.texts(rs.getArray("channels"))),
            integer(rs, "throttle_rate"),
            Json.map(rs.getString("headers")),
            Json.map(rs.getString("metadata")),
            rs.getInt("signature_names") == 0
                ? Endpoint.SignatureNames.WEBHOOK
                : Endpoint.SignatureNames.SVIX),
        Json.secrets(rs.getString("secrets")),
        Json.policy(rs.getString("policy")),
        instant(rs, "failing_since"),
        id.time(),
        rs.getTimestamp("updated_at").toInstant());
  }

  static EventType eventType(ResultSet rs) throws SQLException {
    EventTypeId id = new EventTypeId(rs.getLong("id"));
    return new EventType(
        id,
        rs.getString("organisation"),
        rs.getString("name"),
        new EventType.Settings(
            rs.getString("description"),
            rs.getBoolean("archived"),
            rs.getBoolean("deprecated"),
            rs.getString("schemas"),
            rs.getString("feature_flag")),
        id.time(),
        rs.getTimestamp("updated_at").toInstant());
  }

  static int number(Endpoint.Status status) {
    return switch (status) {
      case ENABLED -> 0;
      case DISABLED -> 1;
      case DELETED -> 2;
    };
  }

  private static Endpoint.Status status(int number) {
    return switch (number) {
      case 0 -> Endpoint.Status.ENABLED;
      case 1 -> Endpoint.Status.DISABLED;
      case 2 -> Endpoint.Status.DELETED;
      default -> throw new IllegalStateException("endpoint.status is unknown: " + number);
    };
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp time = rs.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Integer integer(ResultSet rs, String column) throws SQLException {
    int value = rs.getInt(column);
    return rs.wasNull() ? null : value;
  }
}
