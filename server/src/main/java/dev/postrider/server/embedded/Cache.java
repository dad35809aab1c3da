package dev.postrider.server.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Where what can be made again is kept: the unpacked PostgreSQL. */
public final class Cache {
  private Cache() {}

  /** The user's cache directory, as the system has it. */
  public static Path directory() {
    return directory(
        System.getenv(),
        System.getProperty("os.name", ""),
        System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/tmp")));
  }

  static Path directory(Map<String, String> environment, String system, String home) {
    String named = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!named.isEmpty()) {
      return Path.of(named, "postrider");
    }
    return system.startsWith("Mac")
        ? Path.of(home, "Library", "Caches", "postrider")
        : Path.of(home, ".cache", "postrider");
  }
}
