package dev.postrider.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Settings of the server that one may change from one start to the next, small and large. */
final class ChaosSettings {

  /** One of them, as an option of {@code serve}, and what it may be. */
  private record Setting(String name, List<String> values) {}

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("dispatch-window", List.of("4", "16", "1024")),
          new Setting("dispatch-memory-bytes", List.of("4MiB", "16MiB")),
          new Setting("dispatch-in-flight", List.of("8", "64")),
          new Setting("dispatch-lanes", List.of("2", "16")),
          new Setting("dispatch-tail", List.of("50", "1000")),
          new Setting("dispatch-health-first-pause", List.of("200ms", "1s")),
          new Setting("dispatch-health-open-after", List.of("2", "50")),
          new Setting("journal-queue-messages", List.of("8", "200")),
          new Setting("journal-accept-timeout", List.of("200ms", "2s")),
          new Setting("database-statement-timeout", List.of("2s", "5s")),
          new Setting("database-pool-size", List.of("2", "5")),
          new Setting("http-max-requests", List.of("16", "64")),
          new Setting("http-body-limit", List.of("16KiB", "64KiB")),
          new Setting("http-bodies-bytes", List.of("128KiB", "1MiB")),
          new Setting("sender-connections-per-host", List.of("2", "8")),
          new Setting("sender-idle-connections", List.of("0", "8")));

  private ChaosSettings() {}

  /** About a third of them, each with one of its values; the others as they are by default. */
  static Map<String, String> some(RandomGenerator random) {
    Map<String, String> some = new TreeMap<>();
    for (Setting setting : SETTINGS) {
      if (random.nextInt(3) == 0) {
        some.put(setting.name, setting.values.get(random.nextInt(setting.values.size())));
      }
    }
    if (some.containsKey("http-bodies-bytes")) {
      // All bodies together have to have room for one.
      some.putIfAbsent("http-body-limit", "16KiB");
    }
    return some;
  }
}
