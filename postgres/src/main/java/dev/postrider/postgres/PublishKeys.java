package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Publishes once per event id and idempotency key, decided in the transaction that writes the
 * messages.
 *
 * <p>Only the journal claims keys, so nobody can come between looking and writing. {@link KeySweep}
 * deletes those that have expired, which count for nothing here.
 */
final class PublishKeys {
  static final Duration IDEMPOTENCY = Duration.ofHours(12);

  /** What a key stands for; the number is stored. */
  enum Kind {
    IDEMPOTENCY_KEY(0),
    EVENT_ID(1);

    final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  private record Claim(int draft, Kind kind, UUID key) {}

  /** A key whose message is too old is free again. */
  private static final String INSERT =
      """
      insert into publish_key (key, kind, message)
      select * from unnest(?::uuid[], ?::smallint[], ?::bigint[])
      on conflict (key) do update set message = excluded.message
      where publish_key.message < case publish_key.kind when 0 then ?::bigint else ?::bigint end
      """;

  private static final String DELETE =
      "delete from publish_key where key = any (?::uuid[]) and message >= ?";

  private static final String HOLDERS =
      """
      select key, message from publish_key
      where key = any (?::uuid[])
        and message >= case kind when 0 then ?::bigint else ?::bigint end
      """;

  private final InstantSource clock;
  private final Duration retention;

  PublishKeys(InstantSource clock, Duration retention) {
    this.clock = clock;
    this.retention = retention;
  }

  static UUID key(Kind kind, ApplicationId application, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) kind.number);
      digest.update(ByteBuffer.allocate(8).putLong(0, application.value()));
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Messages below this key hold keys of this kind no longer. */
  long floor(Kind kind) {
    Instant now = clock.instant();
    return Math.max(
        0,
        Keys.floorOf(
            now.minus(
                switch (kind) {
                  case IDEMPOTENCY_KEY -> IDEMPOTENCY;
                  case EVENT_ID -> retention;
                })));
  }

  /**
   * Claims the keys of the drafts for their messages, in this order, and says which drafts come too
   * late.
   *
   * @return for each draft its answer, or null when it is to be stored
   */
  @Nullable Appended[] claim(Connection connection, List<Draft> drafts, MessageId[] ids)
      throws SQLException {
    @Nullable Appended[] late = new @Nullable Appended[drafts.size()];
    List<Claim> claims = claims(drafts);
    if (claims.isEmpty()) {
      return late;
    }
    Map<UUID, Claim> distinct = new LinkedHashMap<>();
    claims.forEach(c -> distinct.putIfAbsent(c.key(), c));
    int inserted = insert(connection, List.copyOf(distinct.values()), ids);
    if (inserted == claims.size()) {
      return late;
    }
    // Somebody comes too late, and may have claimed a key that now belongs to another draft or to
    // none: once more, with
    // the holders in hand.
    delete(connection, distinct, ids[0]);
    Map<UUID, MessageId> holders = holders(connection, distinct);
    List<Claim> won = new ArrayList<>();
    for (int i = 0, at = 0; i < late.length; i++) {
      int from = at;
      while (at < claims.size() && claims.get(at).draft() == i) {
        at++;
      }
      List<Claim> own = claims.subList(from, at);
      late[i] = answer(own, holders);
      if (late[i] == null) {
        for (Claim claim : own) {
          holders.put(claim.key(), ids[i]);
        }
        won.addAll(own);
      }
    }
    if (!won.isEmpty()) {
      insert(connection, won, ids);
    }
    return late;
  }

  private static List<Claim> claims(List<Draft> drafts) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      if (draft.idempotencyKey() != null) {
        Kind kind = Kind.IDEMPOTENCY_KEY;
        claims.add(new Claim(i, kind, key(kind, draft.application(), draft.idempotencyKey())));
      }
      if (draft.eventId() != null) {
        claims.add(
            new Claim(i, Kind.EVENT_ID, key(Kind.EVENT_ID, draft.application(), draft.eventId())));
      }
    }
    return claims;
  }

  private static @Nullable Appended answer(List<Claim> claims, Map<UUID, MessageId> holders) {
    for (Claim claim : claims) {
      MessageId holder = holders.get(claim.key());
      if (holder != null) {
        return switch (claim.kind()) {
          case IDEMPOTENCY_KEY -> new Appended.Repeated(holder);
          case EVENT_ID -> new Appended.Conflict(holder);
        };
      }
    }
    return null;
  }

  private int insert(Connection connection, List<Claim> claims, MessageId[] ids)
      throws SQLException {
    int n = claims.size();
    UUID[] keys = new UUID[n];
    short[] kinds = new short[n];
    long[] messages = new long[n];
    for (int i = 0; i < n; i++) {
      Claim claim = claims.get(i);
      keys[i] = claim.key();
      kinds[i] = (short) claim.kind().number;
      messages[i] = ids[claim.draft()].value();
    }
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setArray(1, connection.createArrayOf("uuid", keys));
      statement.setArray(2, ParkedRows.array(connection, "int2", kinds));
      statement.setArray(3, ParkedRows.array(connection, "int8", messages));
      statement.setLong(4, floor(Kind.IDEMPOTENCY_KEY));
      statement.setLong(5, floor(Kind.EVENT_ID));
      return statement.executeUpdate();
    }
  }

  private static void delete(Connection connection, Map<UUID, Claim> claims, MessageId first)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
      statement.setArray(1, connection.createArrayOf("uuid", claims.keySet().toArray()));
      statement.setLong(2, first.value());
      statement.executeUpdate();
    }
  }

  private Map<UUID, MessageId> holders(Connection connection, Map<UUID, Claim> claims)
      throws SQLException {
    Map<UUID, MessageId> holders = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(HOLDERS)) {
      statement.setArray(1, connection.createArrayOf("uuid", claims.keySet().toArray()));
      statement.setLong(2, floor(Kind.IDEMPOTENCY_KEY));
      statement.setLong(3, floor(Kind.EVENT_ID));
      try (ResultSet rs = statement.executeQuery()) {
        while (rs.next()) {
          holders.put(rs.getObject(1, UUID.class), new MessageId(rs.getLong(2)));
        }
      }
    }
    return holders;
  }
}
