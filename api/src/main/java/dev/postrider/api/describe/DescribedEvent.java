package dev.postrider.api.describe;

import dev.postrider.directory.EventType.Settings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event type as a document describes it; null for what the document says nothing of.
 *
 * @param schemas JSON text: a map with the schema of version 1
 */
public record DescribedEvent(
    String name,
    @Nullable String description,
    boolean deprecated,
    @Nullable String schemas,
    @Nullable Set<String> featureFlags,
    @Nullable String groupName) {

  /**
   * The settings with what is described in them. It is no longer archived. A flag that was set by
   * hand stays where the document has none, or a hidden type would show itself.
   */
  public Settings over(Settings stands) {
    return new Settings(
        description == null ? stands.description() : description,
        false,
        deprecated,
        schemas == null ? stands.schemas() : schemas,
        featureFlags == null ? stands.featureFlags() : featureFlags,
        groupName == null ? stands.groupName() : groupName,
        stands.policy());
  }
}
