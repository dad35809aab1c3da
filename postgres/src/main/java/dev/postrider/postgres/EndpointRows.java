package dev.postrider.postgres;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.platform.Platforms;
import dev.postrider.policy.PolicyOverrides;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of endpoints as records. What is stored of a policy is where the endpoint differs from its
 * platform, so that a platform file that changes changes its endpoints at the next start.
 */
record EndpointRows(Platforms platforms, DataKeys keys) {

  Endpoint read(ResultSet rs) throws SQLException {
    EndpointId id = new EndpointId(rs.getLong("id"));
    Endpoint.Status status = status(rs.getInt("status"));
    EndpointSecrets kept = EndpointSecrets.read(rs, keys);
    PolicyOverrides overrides = Json.overrides(rs.getString("overrides"));
    return new Endpoint(
        id,
        rs.getInt("number"),
        new ApplicationId(rs.getLong("application")),
        rs.getLong("revision"),
        status,
        new Endpoint.Settings(
            kept.url(),
            rs.getString("description"),
            rs.getString("uid"),
            status != Endpoint.Status.ENABLED,
            Set.copyOf(MessageRow.texts(rs.getArray("event_types"))),
            Set.copyOf(MessageRow.texts(rs.getArray("channels"))),
            Set.copyOf(MessageRow.texts(rs.getArray("tags"))),
            Rows.integer(rs, "throttle_rate"),
            kept.headers(),
            Json.map(rs.getString("metadata")),
            names(rs.getInt("signature_names")),
            overrides,
            FilterJson.read(rs.getString("filter")),
            kept.authentication()),
        kept.secrets(),
        overrides.on(platforms.policy(rs.getString("platform"))),
        instant(rs, "failing_since"),
        rs.getLong("fresh_revision"),
        id.time(),
        rs.getTimestamp("updated_at").toInstant(),
        Rows.integer(rs, "application_rate"));
  }

  private static Endpoint.Status status(int number) {
    return switch (number) {
      case 0 -> Endpoint.Status.ENABLED;
      case 1 -> Endpoint.Status.DISABLED;
      case 2 -> Endpoint.Status.DELETED;
      default -> throw new IllegalStateException("endpoint.status is unknown: " + number);
    };
  }

  private static SignatureNames names(int number) {
    return switch (number) {
      case 0 -> SignatureNames.WEBHOOK;
      case 1 -> SignatureNames.SVIX;
      case 2 -> SignatureNames.NONE;
      default -> throw new IllegalStateException("endpoint.signature_names is unknown: " + number);
    };
  }

  static int number(SignatureNames names) {
    return switch (names) {
      case WEBHOOK -> 0;
      case SVIX -> 1;
      case NONE -> 2;
    };
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp time = rs.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
