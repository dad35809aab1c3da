package dev.postrider.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found wrong: how often, and the first ones of each kind word by word. */
final class ChaosFindings {
  private static final int MOST_TOLD = 100;

  /** One of them. */
  record Finding(ChaosBreach breach, String text) {}

  private final Map<ChaosBreach, Long> counts = new EnumMap<>(ChaosBreach.class);
  private final List<Finding> told = new ArrayList<>();

  synchronized void add(ChaosBreach breach, String text) {
    long count = counts.merge(breach, 1L, Long::sum);
    if (count <= MOST_TOLD) {
      told.add(new Finding(breach, text));
    }
  }

  synchronized long count(ChaosBreach breach) {
    return counts.getOrDefault(breach, 0L);
  }

  synchronized boolean none() {
    return counts.isEmpty();
  }

  synchronized List<Finding> told() {
    return List.copyOf(told);
  }
}
