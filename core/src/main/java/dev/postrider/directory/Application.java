package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer of an organisation.
 *
 * @param organisation the token's {@code sub}: whose services publish
 * @param platform the name of the contract by which its endpoints are delivered to; never changes
 */
public record Application(
    ApplicationId id,
    String organisation,
    String platform,
    Settings settings,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What the organisation may set.
   *
   * @param uid the organisation's own id for it, unique there; null when not given
   * @param throttleRate attempts a second at most, of all kinds, to all of its endpoints together;
   *     null for any number
   * @param platformSettings what it has its own way of the settings that its platform declares, as
   *     texts by name
   */
  public record Settings(
      String name,
      @Nullable String uid,
      @Nullable Integer throttleRate,
      Map<String, String> metadata,
      Map<String, String> platformSettings) {
    public Settings {
      metadata = Map.copyOf(metadata);
      platformSettings = Map.copyOf(platformSettings);
    }
  }
}
