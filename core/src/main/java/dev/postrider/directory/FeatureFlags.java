package dev.postrider.directory;

import java.util.Set;

/**
 * Which event types somebody sees: those without a flag, and those of whose flags it has one.
 *
 * @param all whether it sees every event type, whatever the flags
 */
public record FeatureFlags(boolean all, Set<String> flags) {
  /** Sees every event type. */
  public static final FeatureFlags ALL = new FeatureFlags(true, Set.of());

  public FeatureFlags {
    flags = Set.copyOf(flags);
  }

  /** Sees what has no flag, and what has one of these. */
  public static FeatureFlags of(Set<String> flags) {
    return new FeatureFlags(false, flags);
  }

  public boolean show(EventType type) {
    Set<String> wanted = type.settings().featureFlags();
    return all || wanted.isEmpty() || wanted.stream().anyMatch(flags::contains);
  }
}
