package dev.postrider.directory;

import dev.postrider.message.ApiKeyId;
import java.time.Instant;
import java.util.Optional;

/**
 * The edge that keeps the keys of organisations. A key that was revoked opens nothing as soon as
 * the call has returned. Safe for use by many threads.
 */
public interface ApiKeys {
  /** How many keys an organisation has at most. */
  int MOST = 1_000;

  /** A new key; empty when the organisation has {@link #MOST}. */
  Optional<ApiKey> create(
      String organisation, ApiKey.Settings settings, SecretHash secret, String hint);

  /** The key with this secret, expired or not; from memory, once it was asked for. */
  Optional<ApiKey> bySecret(SecretHash secret);

  /** The same, if it is in memory. */
  Optional<ApiKey> remembered(SecretHash secret);

  Optional<ApiKey> find(String organisation, ApiKeyId id);

  Page<ApiKey> list(String organisation, Page.Request<ApiKeyId> page);

  /** False when there is none. */
  boolean revoke(String organisation, ApiKeyId id);

  /** Notes that a key was used, for the next {@link #writeUses}; costs no input or output. */
  void used(ApiKeyId id, Instant now);

  /** Writes when keys were last used, all at once; to be called once a minute. */
  void writeUses();
}
