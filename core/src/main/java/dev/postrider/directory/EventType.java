package dev.postrider.directory;

import dev.postrider.message.EventTypeId;
import dev.postrider.policy.PolicyOverrides;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of event that endpoints can ask for; its name is unique in the organisation. */
public record EventType(
    EventTypeId id,
    String organisation,
    String name,
    Settings settings,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What the platform may set.
   *
   * @param schemas JSON text: a map from version to JSON Schema; null when not given
   * @param featureFlags in a portal, it is seen by those who have one of them; empty for everybody
   * @param groupName under which it is shown; null when not given
   * @param policy how its deliveries are made where their endpoints say nothing of it
   */
  public record Settings(
      String description,
      boolean archived,
      boolean deprecated,
      @Nullable String schemas,
      Set<String> featureFlags,
      @Nullable String groupName,
      PolicyOverrides policy) {
    /** What a type has of which nothing was said. */
    public static final Settings NONE =
        new Settings("", false, false, null, Set.of(), null, PolicyOverrides.NONE);

    public Settings {
      featureFlags = Set.copyOf(featureFlags);
    }

    /** The same, archived. */
    public Settings inArchive() {
      return new Settings(description, true, deprecated, schemas, featureFlags, groupName, policy);
    }
  }
}
