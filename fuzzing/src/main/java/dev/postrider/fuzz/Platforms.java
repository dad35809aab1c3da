package dev.postrider.fuzz;

import dev.postrider.platform.Platform;
import dev.postrider.platforms.InvalidPlatforms;
import dev.postrider.platforms.PlatformFiles;

/** The platforms that come with the program. */
public final class Platforms {
  private static final dev.postrider.platform.Platforms ALL = load();

  private Platforms() {}

  /** The platform of that name; the standard one when there is none. */
  public static Platform named(String name) {
    return ALL.named(name).orElseGet(() -> ALL.named(Platform.STANDARD).orElseThrow());
  }

  private static dev.postrider.platform.Platforms load() {
    try {
      return PlatformFiles.load(null);
    } catch (InvalidPlatforms impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
