package dev.postrider.api.portal;

import dev.postrider.api.http.Capability;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a new token shall be good for.
 *
 * @param session what the platform calls it; null when it does not
 */
record PortalAccessIn(
    Set<Capability> capabilities,
    Set<String> featureFlags,
    Duration validity,
    @Nullable String session) {
  static final Rule SESSION = Rule.oneLine(1, 256);
  static final int LONGEST = 604_800;
  private static final int SHORTEST = 3_600;
  private static final int MOST_FLAGS = 100;

  /** All flags stand in the token, and that stands in a header of every call. */
  private static final int LONGEST_FLAGS = 2_000;

  /** Everything, for the longest time, without flags. */
  static final PortalAccessIn DEFAULT =
      new PortalAccessIn(
          EnumSet.allOf(Capability.class), Set.of(), Duration.ofSeconds(LONGEST), null);

  /** Reads it, or refuses it with everything that is wrong. */
  static PortalAccessIn read(Fields fields) {
    Set<Capability> capabilities = capabilities(fields);
    Boolean readOnly = fields.flag("readOnly");
    Set<String> flags = fields.texts("featureFlags", 0, MOST_FLAGS, Rule.FEATURE_FLAG);
    if (flags != null && flags.stream().mapToInt(f -> f.length() + 3).sum() > LONGEST_FLAGS) {
      fields.wrong("featureFlags", "must be shorter together; they have to fit into the token");
    }
    Integer expiry = fields.integer("expiry", SHORTEST, LONGEST);
    String session = fields.text("sessionId", SESSION);
    fields.check();
    if (readOnly != null && readOnly) {
      capabilities.retainAll(Capability.READING);
    }
    return new PortalAccessIn(
        capabilities,
        flags == null ? Set.of() : flags,
        Duration.ofSeconds(expiry == null ? LONGEST : expiry),
        session);
  }

  /** None given are all, as Svix has it. */
  private static Set<Capability> capabilities(Fields fields) {
    Set<String> words =
        fields.texts("capabilities", 0, Capability.values().length, PortalAccessIn::unknown);
    if (words == null || words.isEmpty()) {
      return EnumSet.allOf(Capability.class);
    }
    if (!words.contains(Capability.VIEW_BASE.word())) {
      fields.wrong("capabilities", "must contain " + Capability.VIEW_BASE.word());
    }
    return Capability.withIncluded(
        words.stream()
            .flatMap(word -> Capability.of(word).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class))));
  }

  private static @Nullable String unknown(String word) {
    return Capability.of(word).isPresent()
        ? null
        : "must be one of "
            + Arrays.stream(Capability.values())
                .map(Capability::word)
                .collect(Collectors.joining(", "));
  }
}
