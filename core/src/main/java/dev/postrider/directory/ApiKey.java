package dev.postrider.directory;

import dev.postrider.message.ApiKeyId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what one of an organisation's services calls the API.
 *
 * @param hint how its text begins, by which its owner knows it again
 * @param lastUsed to the minute; null before the first call
 */
public record ApiKey(
    ApiKeyId id, String organisation, Settings settings, String hint, @Nullable Instant lastUsed) {

  /**
   * What is said when it is made, and stays.
   *
   * @param expires from when on it opens nothing; null for never
   */
  public record Settings(String name, Set<Permission> permissions, @Nullable Instant expires) {
    public Settings {
      permissions = Set.copyOf(permissions);
      if (permissions.isEmpty()) {
        throw new IllegalArgumentException("a key may do something");
      }
    }
  }

  /** False when its time is over. */
  public boolean live(Instant now) {
    return settings.expires == null || now.isBefore(settings.expires);
  }
}
