package dev.postrider.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Page;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.message.ApiKeyId;
import dev.postrider.message.Keys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The table of keys, with those that are in use in memory, by the hash of their secrets.
 *
 * <p>What is no key is not remembered, so that guesses push nothing out. Dropping a revoked key
 * waits for a load of it that is under way, so no load can bring it back. One that was revoked
 * elsewhere is found to be gone when it was not looked for during {@link #FRESH}.
 */
final class PostgresApiKeys implements ApiKeys {
  private static final String KIND = "api-key";
  private static final int MOST_REMEMBERED = 20_000;

  static final Duration FRESH = Duration.ofSeconds(5);

  /** A key as it was found. */
  private record Found(ApiKey key, Instant at) {}

  private final Cache<SecretHash, Found> bySecret =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

  /** Of each key that was used since they were last written; so there are no more than keys. */
  private final Map<ApiKeyId, Instant> uses = new ConcurrentHashMap<>();

  private final Jdbi jdbi;
  private final Keys keys;
  private final InstantSource clock;
  private final Audit audit;

  PostgresApiKeys(Jdbi jdbi, Keys keys, InstantSource clock, Audit audit) {
    this.jdbi = jdbi;
    this.keys = keys;
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public Optional<ApiKey> create(
      String organisation, ApiKey.Settings settings, SecretHash secret, String hint) {
    return jdbi.inTransaction(handle -> {
      Turns.API_KEYS.take(handle, organisation);
      Optional<ApiKey> created =
          handle
              .createQuery(
                  """
                  insert into api_key
                    (id, organisation, name, permissions, hint, secret_hash, expires)
                  select :id, :organisation, :name, :permissions, :hint, :secret,
                         cast(:expires as timestamptz)
                  where (select count(*) from api_key where organisation = :organisation) < :most
                  returning *
                  """)
              .bind("id", keys.next())
              .bind("organisation", organisation)
              .bind("name", settings.name())
              .bindArray(
                  "permissions",
                  String.class,
                  settings.permissions().stream().map(Permission::word).sorted().toList())
              .bind("hint", hint)
              .bind("secret", secret.hex())
              .bind(
                  "expires", settings.expires() == null ? null : Numbers.micros(settings.expires()))
              .bind("most", MOST)
              .map((rs, _) -> read(rs))
              .findOne();
      created.ifPresent(key -> audit.made(handle, KIND, key.id(), AuditJson.of(key)));
      return created;
    });
  }

  @Override
  public Optional<ApiKey> bySecret(SecretHash secret) {
    Instant now = clock.instant();
    Found known = bySecret.getIfPresent(secret);
    if (known == null || !isFresh(known, now)) {
      known = bySecret.asMap().compute(secret, (_, found) -> found(secret, found, now));
    }
    return Optional.ofNullable(known).map(Found::key);
  }

  private @Nullable Found found(SecretHash secret, @Nullable Found found, Instant now) {
    return found != null && isFresh(found, now)
        ? found
        : load(secret).map(key -> new Found(key, now)).orElse(null);
  }

  private static boolean isFresh(Found found, Instant now) {
    return !now.isBefore(found.at) && now.isBefore(found.at.plus(FRESH));
  }

  @Override
  public Optional<ApiKey> remembered(SecretHash secret) {
    return bySecret.getIfPresent(secret) == null ? Optional.empty() : bySecret(secret);
  }

  private Optional<ApiKey> load(SecretHash secret) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from api_key where secret_hash = :secret")
            .bind("secret", secret.hex())
            .map((rs, _) -> read(rs))
            .findOne());
  }

  @Override
  public Optional<ApiKey> find(String organisation, ApiKeyId id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from api_key where id = :id and organisation = :organisation")
            .bind("id", id.value())
            .bind("organisation", organisation)
            .map((rs, _) -> read(rs))
            .findOne());
  }

  @Override
  public Page<ApiKey> list(String organisation, Page.Request<ApiKeyId> request) {
    PageSql page = new PageSql("id", request);
    ApiKeyId after = request.after();
    return page.page(
        jdbi.withHandle(handle -> {
          var query =
              handle
                  .createQuery(
                      "select * from api_key where organisation = :organisation and %s %s %s"
                          .formatted(page.where(), page.order(), page.limit()))
                  .bind("organisation", organisation);
          if (after != null) {
            query.bind("after", after.value());
          }
          return query.map((rs, _) -> read(rs)).list();
        }));
  }

  @Override
  public boolean revoke(String organisation, ApiKeyId id) {
    record Revoked(ApiKey key, SecretHash secret) {}
    Optional<Revoked> revoked =
        jdbi.inTransaction(handle -> {
          Optional<Revoked> deleted =
              handle
                  .createQuery(
                      """
                      delete from api_key where id = :id and organisation = :organisation
                      returning *
                      """)
                  .bind("id", id.value())
                  .bind("organisation", organisation)
                  .map(
                      (rs, _) -> new Revoked(read(rs), new SecretHash(rs.getString("secret_hash"))))
                  .findOne();
          deleted.ifPresent(one -> audit.removed(handle, KIND, id, AuditJson.of(one.key())));
          return deleted;
        });
    revoked.map(Revoked::secret).ifPresent(bySecret::invalidate);
    return revoked.isPresent();
  }

  @Override
  public void used(ApiKeyId id, Instant now) {
    uses.put(id, now);
  }

  @Override
  public void writeUses() {
    List<Long> ids = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (ApiKeyId id : List.copyOf(uses.keySet())) {
      Instant use = uses.remove(id);
      if (use != null) {
        ids.add(id.value());
        times.add(Numbers.epochMicros(use));
      }
    }
    if (ids.isEmpty()) {
      return;
    }
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                update api_key
                set last_used = timestamptz 'epoch' + use.micros * interval '1 microsecond'
                from unnest(:ids, :times) as use (id, micros)
                where api_key.id = use.id
                """)
            .bindArray("ids", Long.class, ids)
            .bindArray("times", Long.class, times)
            .execute());
  }

  private static ApiKey read(ResultSet rs) throws SQLException {
    return new ApiKey(
        new ApiKeyId(rs.getLong("id")),
        rs.getString("organisation"),
        new ApiKey.Settings(
            rs.getString("name"),
            MessageRow.texts(rs.getArray("permissions")).stream()
                .flatMap(word -> Permission.of(word).stream())
                .collect(Collectors.toSet()),
            instant(rs, "expires")),
        rs.getString("hint"),
        instant(rs, "last_used"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    Timestamp time = rs.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
