package dev.postrider.api.platforms;

import dev.postrider.message.EndpointId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A webhook's id for platforms that know webhooks by GUID: a UUID of version 8 (RFC 9562, section
 * 5.8) that is computed of the endpoint's id, so it is kept nowhere. It sorts as endpoints were
 * made.
 *
 * <p>From the left: the upper 60 bits of the endpoint's key around the version, after the variant
 * its lower 4, the event's number in 8, and 50 that are derived from both. The derived bits are
 * checked on reading, so a mistyped GUID names nothing.
 *
 * @param event the number of one of the endpoint's events, or {@link #ALONE} for the only one
 */
record WebhookGuid(EndpointId endpoint, int event) {
  static final int ALONE = 0;

  private static final Pattern FORM =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  WebhookGuid {
    if (event < ALONE || event > 0xff) {
      throw new IllegalArgumentException("an event's number has 8 bits, not " + event);
    }
  }

  static boolean isGuid(String text) {
    return FORM.matcher(text).matches();
  }

  /** Reads a GUID in any case; empty when it is none of ours. */
  static Optional<WebhookGuid> parse(String text) {
    if (!isGuid(text)) {
      return Optional.empty();
    }
    UUID uuid = UUID.fromString(text);
    long high = uuid.getMostSignificantBits();
    long low = uuid.getLeastSignificantBits();
    long key = (high >>> 16 << 16) | (high & 0xfff) << 4 | (low >>> 58 & 0xf);
    if (key <= 0) {
      return Optional.empty();
    }
    return Optional.of(new WebhookGuid(new EndpointId(key), (int) (low >>> 50 & 0xff)))
        .filter(guid -> guid.uuid().equals(uuid));
  }

  private UUID uuid() {
    long key = endpoint.value();
    return new UUID(
        (key >>> 16 << 16) | 0x8000 | (key >>> 4 & 0xfff),
        1L << 63 | (key & 0xf) << 58 | (long) event << 50 | derived());
  }

  private long derived() {
    byte[] name = (endpoint + "/" + event).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).getLeastSignificantBits() & (1L << 50) - 1;
  }

  /** In capitals, as the vendor writes them. */
  @Override
  public String toString() {
    return uuid().toString().toUpperCase(Locale.ROOT);
  }
}
