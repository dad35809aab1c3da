package dev.postrider.postgres;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.directory.Verification;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.platform.Platforms;
import dev.postrider.policy.PolicyOverrides;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Rows of endpoints as records. What is stored of a policy is where the endpoint differs from its
 * platform, so that a platform file that changes changes its endpoints at the next start.
 */
record EndpointRows(Platforms platforms, DataKeys keys, boolean verifies) {
  private static final int PENDING = 0;
  private static final int VERIFIED = 1;
  private static final int FAILED = 2;

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
        Rows.integer(rs, "application_rate"),
        verification(rs));
  }

  /** Where nobody is asked any more, those who had not answered are waited for no longer. */
  private Verification verification(ResultSet rs) throws SQLException {
    Integer kind = verifies ? Rows.integer(rs, "verification") : null;
    if (kind == null) {
      return Verification.NOT_NEEDED;
    }
    Instant at = rs.getTimestamp("verification_at").toInstant();
    @Nullable String reason = rs.getString("verification_text");
    return switch (kind) {
      case PENDING -> new Verification.Pending(rs.getInt("verification_tries"), at, reason);
      case VERIFIED -> new Verification.Verified(at);
      case FAILED -> new Verification.Failed(at, reason == null ? "" : reason);
      default -> throw new IllegalStateException("endpoint.verification is unknown: " + kind);
    };
  }

  static <S extends SqlStatement<S>> S bind(S statement, Verification verification) {
    return switch (verification) {
      case Verification.NotNeeded() -> bind(statement, null, null, null, null);
      case Verification.Pending(int tries, Instant due, String reason) ->
          bind(statement, PENDING, tries, due, reason);
      case Verification.Verified(Instant since) -> bind(statement, VERIFIED, 0, since, null);
      case Verification.Failed(Instant since, String reason) ->
          bind(statement, FAILED, 0, since, reason);
    };
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement,
      @Nullable Integer kind,
      @Nullable Integer tries,
      @Nullable Instant at,
      @Nullable String reason) {
    return statement
        .bind("verification", kind)
        .bind("verification_tries", tries)
        .bind("verification_at", at == null ? null : Numbers.micros(at))
        .bind("verification_text", reason);
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
