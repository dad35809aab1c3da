package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.Set;

/**
 * Who may call the management API of an application's platform: for this application, and no other.
 *
 * @param platform the application's; its credentials are known by name, or by secret alone
 * @param secret what is kept of the secret, which was shown when it was made; unique on the
 *     platform
 */
public record Credential(
    ApplicationId application,
    String platform,
    Settings settings,
    SecretHash secret,
    Instant createdAt) {

  /**
   * What its owner may say.
   *
   * @param name unique on the platform, because a caller says no more than it
   * @param permissions what it may do, in the platform's words; empty for everything
   */
  public record Settings(String name, Set<String> permissions) {
    public Settings {
      permissions = Set.copyOf(permissions);
    }
  }

  /** True when it may do what the platform calls so. */
  public boolean may(String permission) {
    return settings.permissions.isEmpty() || settings.permissions.contains(permission);
  }
}
