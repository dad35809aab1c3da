package dev.postrider.testkit;

import dev.postrider.directory.ApiKey;
import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.message.ApiKeyId;
import dev.postrider.message.Keys;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Organisations' keys in a map, for tests. Safe for use by many threads: one at a time. */
public final class MemoryApiKeys implements ApiKeys {
  private record Kept(ApiKey key, SecretHash secret) {}

  private final TreeMap<ApiKeyId, Kept> kept = new TreeMap<>();
  private final Set<SecretHash> askedFor = new HashSet<>();
  private final Map<ApiKeyId, Instant> uses = new HashMap<>();
  private final Keys keys;

  public MemoryApiKeys(Keys keys) {
    this.keys = keys;
  }

  @Override
  public synchronized Optional<ApiKey> create(
      String organisation, ApiKey.Settings settings, SecretHash secret, String hint) {
    if (kept.values().stream().filter(one -> is(one, organisation)).count() >= MOST) {
      return Optional.empty();
    }
    ApiKey key = new ApiKey(new ApiKeyId(keys.next()), organisation, settings, hint, null);
    kept.put(key.id(), new Kept(key, secret));
    return Optional.of(key);
  }

  @Override
  public synchronized Optional<ApiKey> bySecret(SecretHash secret) {
    Optional<Kept> found =
        kept.values().stream().filter(one -> one.secret().equals(secret)).findFirst();
    found.map(Kept::secret).ifPresent(askedFor::add);
    return found.map(Kept::key);
  }

  @Override
  public synchronized Optional<ApiKey> remembered(SecretHash secret) {
    return askedFor.contains(secret) ? bySecret(secret) : Optional.empty();
  }

  @Override
  public synchronized Optional<ApiKey> find(String organisation, ApiKeyId id) {
    return Optional.ofNullable(kept.get(id)).filter(one -> is(one, organisation)).map(Kept::key);
  }

  @Override
  public synchronized Page<ApiKey> list(String organisation, Page.Request<ApiKeyId> page) {
    return Pages.cut(
        kept.values().stream().filter(one -> is(one, organisation)).map(Kept::key),
        ApiKey::id,
        page);
  }

  @Override
  public synchronized boolean revoke(String organisation, ApiKeyId id) {
    return find(organisation, id).isPresent() && kept.remove(id) != null;
  }

  @Override
  public synchronized void used(ApiKeyId id, Instant now) {
    uses.put(id, now);
  }

  @Override
  public synchronized void writeUses() {
    uses.forEach((id, now) ->
        kept.computeIfPresent(id, (_, one) -> new Kept(used(one.key(), now), one.secret())));
    uses.clear();
  }

  private static ApiKey used(ApiKey key, Instant now) {
    return new ApiKey(key.id(), key.organisation(), key.settings(), key.hint(), now);
  }

  private static boolean is(Kept one, String organisation) {
    return one.key().organisation().equals(organisation);
  }
}
