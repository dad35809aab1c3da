package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Page;
import dev.postrider.directory.Permission;
import dev.postrider.directory.SecretHash;
import dev.postrider.message.ApiKeyId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all who keep the keys of organisations promise. */
public abstract class ApiKeysContract {
  private static final String ORG = "org_keys";
  private static final String OTHER = "org_other";

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00.123456Z"));
  private Edges edges;
  private ApiKeys keys;
  private int made;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    keys = edges.apiKeys();
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private static SecretHash secret(int number) {
    return SecretHash.of("secret " + number);
  }

  private ApiKey key(String organisation, @Nullable Instant expires) {
    Set<Permission> permissions = Set.of(Permission.READ, Permission.PUBLISH);
    var settings = new ApiKey.Settings("Key \"ž\"", permissions, expires);
    return keys.create(organisation, settings, secret(++made), "pr_live_abcd").orElseThrow();
  }

  private List<ApiKey> list(@Nullable ApiKeyId after, int limit) {
    return keys.list(ORG, new Page.Request<>(after, limit, false, false)).entries();
  }

  @Test
  void aKeyIsFoundByItsSecretAndByItsId() {
    ApiKey key = key(ORG, clock.instant().plusSeconds(5));
    assertThat(key.organisation()).isEqualTo(ORG);
    assertThat(key.hint()).isEqualTo("pr_live_abcd");
    assertThat(key.lastUsed()).isNull();
    assertThat(key.id().time()).isEqualTo(clock.instant());
    assertThat(keys.remembered(secret(1))).as("nobody has asked for it yet").isEmpty();
    assertThat(keys.bySecret(secret(1))).contains(key);
    assertThat(keys.remembered(secret(1))).contains(key);
    assertThat(keys.bySecret(secret(2))).isEmpty();
    assertThat(keys.find(ORG, key.id())).contains(key);
    assertThat(keys.find(OTHER, key.id())).isEmpty();
    assertThat(keys.find(ORG, new ApiKeyId(4711))).isEmpty();
  }

  /** Whoever keeps it knows no clock; whether it still opens anything is asked with each call. */
  @Test
  void anExpiredKeyIsStillThere() {
    Instant expires = clock.instant().plusSeconds(5);
    ApiKey key = key(ORG, expires);
    assertThat(key.live(expires.minusNanos(1_000))).isTrue();
    assertThat(key.live(expires)).isFalse();
    clock.turn(Duration.ofDays(1));
    assertThat(keys.bySecret(secret(1))).contains(key);
    assertThat(key(ORG, null).live(Instant.MAX)).isTrue();
  }

  @Test
  void aKeyOutlivesTheProcess() {
    ApiKey key = key(ORG, null);
    edges.close();
    edges = open(clock);
    keys = edges.apiKeys();
    assertThat(keys.bySecret(secret(1))).contains(key);
  }

  @Test
  void aRevokedKeyIsGoneAtOnceAndOthersStay() {
    ApiKey key = key(ORG, null);
    ApiKey other = key(ORG, null);
    assertThat(keys.bySecret(secret(1))).contains(key);
    assertThat(keys.revoke(OTHER, key.id())).isFalse();
    assertThat(keys.bySecret(secret(1))).contains(key);
    assertThat(keys.revoke(ORG, key.id())).isTrue();
    assertThat(keys.bySecret(secret(1))).isEmpty();
    assertThat(keys.remembered(secret(1))).isEmpty();
    assertThat(keys.find(ORG, key.id())).isEmpty();
    assertThat(keys.revoke(ORG, key.id())).isFalse();
    assertThat(list(null, 10)).containsExactly(other);
  }

  @Test
  void keysAreListedByOrganisation() {
    ApiKey first = key(ORG, null);
    ApiKey second = key(ORG, null);
    key(OTHER, null);
    ApiKey third = key(ORG, null);
    assertThat(list(null, 2)).containsExactly(third, second);
    assertThat(list(second.id(), 2)).containsExactly(first);
  }

  @Test
  void whenItWasLastUsedIsWrittenLater() {
    ApiKey key = key(ORG, null);
    keys.used(key.id(), clock.instant());
    clock.turn(Duration.ofSeconds(7));
    keys.used(key.id(), clock.instant());
    assertThat(keys.find(ORG, key.id()).orElseThrow().lastUsed()).isNull();
    keys.writeUses();
    assertThat(keys.find(ORG, key.id()).orElseThrow().lastUsed()).isEqualTo(clock.instant());
    keys.writeUses();
    keys.used(key.id(), clock.instant().plusSeconds(1));
    keys.revoke(ORG, key.id());
    keys.writeUses();
    assertThat(keys.find(ORG, key.id())).isEmpty();
  }

  @Test
  void anOrganisationHasSoManyAndNoMore() throws Exception {
    List<Callable<Optional<ApiKey>>> more = new ArrayList<>();
    var settings = new ApiKey.Settings("one", Set.of(Permission.READ), null);
    for (int i = 0; i < ApiKeys.MOST + 20; i++) {
      SecretHash secret = secret(1_000_000 + i);
      more.add(() -> keys.create(ORG, settings, secret, "pr_live_abcd"));
    }
    int created = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Optional<ApiKey>> key : threads.invokeAll(more)) {
        created += key.get().isPresent() ? 1 : 0;
      }
    }
    assertThat(created).isEqualTo(ApiKeys.MOST);
    assertThat(key(OTHER, null)).isNotNull();
  }
}
