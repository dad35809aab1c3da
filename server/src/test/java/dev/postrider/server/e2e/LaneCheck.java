package dev.postrider.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What a receiver that ignores ids it has seen reads from each lane. */
final class LaneCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What was counted.
   *
   * @param requests answered 2xx, duplicates included
   * @param messages different ones among them
   */
  record Count(int requests, int messages) {
    int duplicates() {
      return requests - messages;
    }
  }

  private LaneCheck() {}

  /** Awaits every acknowledged message, then requires each lane to be in order. */
  static Count allArrivedInOrder(
      Map<String, Set<Integer>> acknowledged, Supplier<List<Received>> delivered, Duration within) {
    Set<String> expected = new HashSet<>();
    acknowledged.forEach((lane, numbers) -> numbers.forEach(n -> expected.add(lane + "/" + n)));
    Awaitility.await()
        .atMost(within)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          Set<String> missing = new HashSet<>(expected);
          read(delivered.get())
              .forEach((lane, ns) -> ns.forEach(n -> missing.remove(lane + "/" + n)));
          assertThat(missing).as("acknowledged and not delivered").isEmpty();
        });
    List<Received> all = delivered.get();
    Map<String, List<Integer>> lanes = read(all);
    lanes.forEach((lane, numbers) -> assertThat(numbers).as("lane %s", lane).isSorted());
    return new Count(all.size(), lanes.values().stream().mapToInt(List::size).sum());
  }

  private static Map<String, List<Integer>> read(List<Received> requests) {
    Set<String> seen = new HashSet<>();
    Map<String, List<Integer>> lanes = new TreeMap<>();
    for (Received request : requests) {
      if (seen.add(request.messageId())) {
        JsonNode body = JSON.readTree(request.body().bytes());
        lanes
            .computeIfAbsent(body.get("lane").asString(), _ -> new ArrayList<>())
            .add(body.get("n").asInt());
      }
    }
    return lanes;
  }
}
