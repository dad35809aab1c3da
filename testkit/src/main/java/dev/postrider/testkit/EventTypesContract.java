package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.EventType;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Stored;
import dev.postrider.policy.PolicyOverrides;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every directory promises of event types. */
public abstract class EventTypesContract extends DirectoryFixture {

  @Test
  void keepsEventTypesByName() {
    EventType.Settings plain =
        new EventType.Settings(
            "d", false, false, "{\"1\":{}}", Set.of("f"), "g", PolicyOverrides.NONE);
    EventType.Settings archived =
        new EventType.Settings("old", true, true, null, Set.of(), null, PolicyOverrides.NONE);
    EventType b = Edges.done(directory.createEventType(ORG, "b.two", plain));
    EventType a = Edges.done(directory.createEventType(ORG, "a.one", plain));
    EventType c = Edges.done(directory.createEventType(ORG, "Z.three", archived));
    assertThat(directory.createEventType(ORG, "a.one", archived)).isEqualTo(new Stored.Taken<>(a));
    assertThat(directory.eventType(ORG, "a.one")).contains(a);
    assertThat(directory.eventType("org_other", "a.one")).isEmpty();
    assertThat(
            directory.knownEventTypes(ORG, List.of("a.one", "Z.three", "nope"), FeatureFlags.ALL))
        .containsExactly("a.one");
    Page.Request<String> all = new Page.Request<>(null, 10, true, false);
    assertThat(eventTypes(all, false, FeatureFlags.ALL)).containsExactly(a, b);
    assertThat(eventTypes(all, true, FeatureFlags.ALL)).containsExactly(c, a, b);
    assertThat(eventTypes(new Page.Request<>("a.one", 10, true, false), true, FeatureFlags.ALL))
        .containsExactly(b);
    EventType changed = Edges.done(directory.changeEventType(ORG, "a.one", _ -> archived));
    assertThat(changed.settings()).isEqualTo(archived);
    assertThat(directory.changeEventType(ORG, "nope", s -> s)).isEqualTo(new Stored.Missing<>());
    assertThat(directory.expungeEventType(ORG, "a.one")).isTrue();
    assertThat(directory.expungeEventType(ORG, "a.one")).isFalse();
    assertThat(directory.eventType(ORG, "a.one")).isEmpty();
  }

  @Test
  void showsEventTypesByTheirFlags() {
    EventType free = eventType("free");
    EventType one = eventType("one", "beta");
    EventType either = eventType("either", "beta", "gamma");
    EventType none = eventType("none", "delta");
    Page.Request<String> all = new Page.Request<>(null, 10, true, false);
    Page.Request<String> two = new Page.Request<>(null, 2, true, false);
    List<String> names = List.of("free", "one", "either", "none");
    FeatureFlags gamma = FeatureFlags.of(Set.of("gamma", "other"));
    assertThat(eventTypes(all, false, FeatureFlags.ALL)).containsExactly(either, free, none, one);
    assertThat(eventTypes(two, false, gamma)).containsExactly(either, free);
    assertThat(directory.eventTypes(ORG, two, false, gamma).done()).isTrue();
    assertThat(eventTypes(all, true, FeatureFlags.of(Set.of()))).containsExactly(free);
    assertThat(directory.knownEventTypes(ORG, names, gamma))
        .containsExactlyInAnyOrder("free", "either");
    assertThat(directory.knownEventTypes(ORG, names, FeatureFlags.of(Set.of("beta", "delta"))))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  private EventType eventType(String name, String... flags) {
    return Edges.done(
        directory.createEventType(
            ORG,
            name,
            new EventType.Settings(
                "", false, false, null, Set.of(flags), null, PolicyOverrides.NONE)));
  }

  private List<EventType> eventTypes(
      Page.Request<String> page, boolean archived, FeatureFlags flags) {
    return directory.eventTypes(ORG, page, archived, flags).entries();
  }
}
