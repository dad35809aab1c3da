package dev.postrider.directory;

import dev.postrider.message.ApplicationId;
import java.time.Duration;
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
   * @param keeping how the contents of its messages are kept
   */
  public record Settings(
      String name,
      @Nullable String uid,
      @Nullable Integer throttleRate,
      Map<String, String> metadata,
      Map<String, String> platformSettings,
      Keeping keeping) {
    public Settings {
      metadata = Map.copyOf(metadata);
      platformSettings = Map.copyOf(platformSettings);
    }

    /** One whose contents are kept as all are. */
    public Settings(
        String name,
        @Nullable String uid,
        @Nullable Integer throttleRate,
        Map<String, String> metadata,
        Map<String, String> platformSettings) {
      this(name, uid, throttleRate, metadata, platformSettings, Keeping.USUAL);
    }
  }

  /**
   * How the contents of messages are kept: payload, headers, and what receivers answered.
   *
   * @param days after which they are emptied; null for as long as the log is kept
   * @param sealed whether payloads are sealed in the database
   */
  public record Keeping(@Nullable Integer days, boolean sealed) {
    public static final Keeping USUAL = new Keeping(null, false);

    /** So long this content may be kept, of which its message says so much. */
    public Duration atMost(Duration said) {
      if (days == null) {
        return said;
      }
      Duration most = Duration.ofDays(days);
      return said.compareTo(most) < 0 ? said : most;
    }
  }
}
