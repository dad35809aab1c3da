package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.EventType;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A page of event types with large schemas ends before it is too large to be held. */
final class EventTypePagesTest {
  private static final String ORG = "org_pages";

  @Test
  void endWhereTheirSchemasHaveEightMebibytes() {
    String schemas = "{\"1\":{\"description\":\"" + "x".repeat(1 << 19) + "\"}}";
    try (Edges edges =
        PostgresEdges.open(Fixture.database(PostgresServers.installed()), InstantSource.system())) {
      for (int i = 10; i < 50; i++) {
        Edges.done(
            edges
                .directory()
                .createEventType(
                    ORG,
                    "t" + i,
                    new EventType.Settings(
                        "", false, false, schemas, Set.of(), null, PolicyOverrides.NONE)));
      }
      assertThat(walk(edges, false)).containsExactly(16, 16, 8);
      assertThat(walk(edges, true)).containsExactly(16, 16, 8);
      Page<EventType> two = page(edges, null, 2, false);
      assertThat(two.entries()).extracting(EventType::name).containsExactly("t10", "t11");
      assertThat(two.done()).isFalse();
      assertThat(page(edges, "t47", 2, false).done()).isTrue();
      assertThat(page(edges, "t49", 2, false).entries()).isEmpty();
      assertThat(page(edges, "t49", 2, false).done()).isTrue();
    }
  }

  /** How many entries the pages have; all names come, once and in their order. */
  private static List<Integer> walk(Edges edges, boolean backwards) {
    List<Integer> sizes = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String after = backwards ? "u" : null;
    for (boolean done = false; !done; ) {
      Page<EventType> page = page(edges, after, 250, backwards);
      List<String> names = page.entries().stream().map(EventType::name).toList();
      sizes.add(names.size());
      seen.addAll(backwards ? 0 : seen.size(), names);
      after = backwards ? names.getFirst() : names.getLast();
      done = page.done();
    }
    assertThat(seen).hasSize(40).doesNotHaveDuplicates().isSorted();
    return sizes;
  }

  private static Page<EventType> page(
      Edges edges, @Nullable String after, int limit, boolean backwards) {
    return edges
        .directory()
        .eventTypes(
            ORG, new Page.Request<>(after, limit, true, backwards), false, FeatureFlags.ALL);
  }
}
