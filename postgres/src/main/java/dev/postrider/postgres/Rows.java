package dev.postrider.postgres;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EventTypeId;
import dev.postrider.policy.PolicyOverrides;
import java.sql.ResultSet;
import java.sql.SQLException;
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
        rs.getString("platform"),
        new Application.Settings(
            rs.getString("name"),
            rs.getString("uid"),
            integer(rs, "throttle_rate"),
            Json.map(rs.getString("metadata")),
            Json.map(rs.getString("platform_settings")),
            keeping(rs)),
        id.time(),
        rs.getTimestamp("updated_at").toInstant());
  }

  private static Application.Keeping keeping(ResultSet rs) throws SQLException {
    Integer days = integer(rs, "content_days");
    boolean sealed = rs.getBoolean("seals_payloads");
    return days == null && !sealed
        ? Application.Keeping.USUAL
        : new Application.Keeping(days, sealed);
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
            Set.copyOf(MessageRow.texts(rs.getArray("feature_flags"))),
            rs.getString("group_name"),
            policy(rs)),
        id.time(),
        rs.getTimestamp("updated_at").toInstant());
  }

  /** What an event type says of its deliveries. */
  static PolicyOverrides policy(ResultSet rs) throws SQLException {
    String policy = rs.getString("policy");
    return policy == null ? PolicyOverrides.NONE : Json.overrides(policy);
  }

  static int number(Endpoint.Status status) {
    return switch (status) {
      case ENABLED -> 0;
      case DISABLED -> 1;
      case DELETED -> 2;
    };
  }

  static @Nullable Integer integer(ResultSet rs, String column) throws SQLException {
    int value = rs.getInt(column);
    return rs.wasNull() ? null : value;
  }
}
