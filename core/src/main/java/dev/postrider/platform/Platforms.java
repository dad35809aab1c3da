package dev.postrider.platform;

import dev.postrider.directory.Application;
import dev.postrider.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All platforms that this process knows; fixed while it runs. */
public final class Platforms {
  private final Map<String, Platform> byName = new LinkedHashMap<>();

  /**
   * Knows these, in this order.
   *
   * @throws IllegalArgumentException when two have one name, or {@link Platform#STANDARD} is
   *     missing
   */
  public Platforms(List<Platform> platforms) {
    for (Platform platform : platforms) {
      if (byName.put(platform.name(), platform) != null) {
        throw new IllegalArgumentException("two platforms are called " + platform.name());
      }
    }
    if (!byName.containsKey(Platform.STANDARD)) {
      throw new IllegalArgumentException("there is no platform " + Platform.STANDARD);
    }
  }

  public List<Platform> all() {
    return List.copyOf(byName.values());
  }

  public Optional<Platform> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The policy of a platform by name. */
  public Policy policy(String name) {
    return known(name).policy();
  }

  /** The platform of an application. */
  public Platform of(Application application) {
    return known(application.platform());
  }

  /** The start sees to it that all that are used are known. */
  private Platform known(String name) {
    Platform platform = byName.get(name);
    if (platform == null) {
      throw new IllegalStateException("there is no platform file for " + name);
    }
    return platform;
  }
}
