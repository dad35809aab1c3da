package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.directory.EventTypesPut;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.directory.Secret;
import dev.postrider.message.ApplicationId;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all directories promise of rules that many endpoints share. */
public abstract class SharedRulesContract {
  private static final String ORG = Edges.ORGANISATION;
  private static final PolicyOverrides BRIEF =
      new PolicyOverrides(
          null,
          null,
          null,
          null,
          new RetrySchedule(List.of(Duration.ofSeconds(1)), 0.1),
          null,
          null,
          null);
  private static final PolicyOverrides POLICY =
      new PolicyOverrides(
          Duration.ofSeconds(3),
          true,
          StatusSet.of(List.of(404, 422)),
          StatusSet.NONE,
          new RetrySchedule(List.of(Duration.ofSeconds(1), Duration.ofHours(2)), 0),
          null,
          null,
          null);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final List<Endpoint> heard = new CopyOnWriteArrayList<>();
  private Edges edges;
  private Directory directory;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    directory = edges.directory();
    directory.listen(heard::add);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private void rate(Application application, @Nullable Integer rate) {
    Edges.done(
        directory.changeApplication(
            application.id(),
            old ->
                new Application.Settings(
                    old.name(), old.uid(), rate, old.metadata(), old.platformSettings())));
  }

  private static EventType.Settings type(String description, PolicyOverrides policy) {
    return new EventType.Settings(
        description, false, false, "{\"1\":{}}", Set.of("f"), "g", policy);
  }

  private Map<String, String> descriptions(String organisation) {
    return directory
        .eventTypes(
            organisation, new Page.Request<>(null, 100, true, false), true, FeatureFlags.ALL)
        .entries()
        .stream()
        .collect(Collectors.toMap(EventType::name, t -> t.settings().description()));
  }

  @Test
  void whatAnEventTypeSaysOfDeliveriesIsKnownAtOnce() {
    Application application = edges.application();
    assertThat(directory.eventTypePolicy(application.id(), "a")).isEqualTo(PolicyOverrides.NONE);
    EventType stored = Edges.done(directory.createEventType(ORG, "a", type("d", POLICY)));
    assertThat(stored.settings().policy()).isEqualTo(POLICY);
    assertThat(directory.eventType(ORG, "a")).contains(stored);
    assertThat(directory.eventTypePolicy(application.id(), "a")).isEqualTo(POLICY);
    assertThat(directory.eventTypePolicy(application.id(), "b")).isEqualTo(PolicyOverrides.NONE);
    assertThat(directory.eventTypePolicies(ORG)).isEqualTo(Map.of("a", POLICY));
    assertThat(directory.eventTypePolicies("org_other")).isEmpty();
    directory.changeEventType(ORG, "a", EventType.Settings::inArchive);
    assertThat(directory.eventTypePolicy(application.id(), "a")).as("archived").isEqualTo(POLICY);
    directory.changeEventType(ORG, "a", _ -> type("d", BRIEF));
    assertThat(directory.eventTypePolicy(application.id(), "a")).isEqualTo(BRIEF);
    directory.expungeEventType(ORG, "a");
    assertThat(directory.eventTypePolicies(ORG)).isEmpty();
    directory.putEventTypes(ORG, Map.of("a", _ -> type("d", POLICY)), false);
    assertThat(directory.eventTypePolicy(application.id(), "a")).isEqualTo(POLICY);
    assertThat(directory.eventTypePolicy(new ApplicationId(1), "a"))
        .as("nobody's")
        .isEqualTo(PolicyOverrides.NONE);
  }

  @Test
  void eventTypesArePutByName() {
    EventType stands = Edges.done(directory.createEventType(ORG, "stands", type("s", BRIEF)));
    EventType same = Edges.done(directory.createEventType(ORG, "same", type("same", BRIEF)));
    Edges.done(directory.createEventType("org_other", "new", type("other", BRIEF)));
    EventTypesPut put =
        directory.putEventTypes(
            ORG,
            Map.of(
                "stands", s -> type(s.description() + "!", s.policy()),
                "same", s -> s,
                "new", s -> type("n" + s.description(), s.policy())),
            false);
    assertThat(put.changed()).extracting(EventType::name).containsExactly("new", "stands");
    assertThat(put.archived()).isEmpty();
    assertThat(descriptions(ORG)).isEqualTo(Map.of("stands", "s!", "same", "same", "new", "n"));
    assertThat(directory.eventType(ORG, "stands").orElseThrow().id()).isEqualTo(stands.id());
    assertThat(directory.eventType(ORG, "stands").orElseThrow().settings().policy())
        .isEqualTo(BRIEF);
    assertThat(directory.eventType(ORG, "same")).contains(same);
    assertThat(descriptions("org_other")).isEqualTo(Map.of("new", "other"));
  }

  @Test
  void theOthersAreArchivedOnWish() {
    for (String name : List.of("b", "a", "kept")) {
      Edges.done(directory.createEventType(ORG, name, type(name, POLICY)));
    }
    directory.changeEventType(ORG, "b", EventType.Settings::inArchive);
    Edges.done(directory.createEventType("org_other", "theirs", type("", BRIEF)));
    EventTypesPut put = directory.putEventTypes(ORG, Map.of("kept", s -> s), true);
    assertThat(put).isEqualTo(new EventTypesPut(List.of(), List.of("a")));
    EventType archived = directory.eventType(ORG, "a").orElseThrow();
    assertThat(archived.settings()).isEqualTo(type("a", POLICY).inArchive());
    assertThat(directory.knownEventTypes(ORG, List.of("a", "b", "kept"), FeatureFlags.ALL))
        .containsExactly("kept");
    assertThat(directory.eventType("org_other", "theirs").orElseThrow().settings().archived())
        .isFalse();
    assertThat(directory.putEventTypes(ORG, Map.of(), true).archived()).containsExactly("kept");
  }

  @Test
  void allArePutOrNone() {
    Edges.done(directory.createEventType(ORG, "b", type("before", BRIEF)));
    assertThatThrownBy(() ->
            directory.putEventTypes(
                ORG,
                Map.of(
                    "a",
                    _ -> type("a", BRIEF),
                    "b",
                    _ -> type("after", BRIEF),
                    "c",
                    _ -> {
                      throw new IllegalArgumentException("no");
                    }),
                true))
        .hasMessage("no");
    assertThat(descriptions(ORG)).isEqualTo(Map.of("b", "before"));
  }

  @Test
  void theRateOfAnApplicationReachesAllItsEndpoints() {
    Application application = edges.application();
    Application other = edges.application();
    Endpoint one = edges.endpoint(application);
    Endpoint two = edges.endpoint(application);
    Endpoint foreign = edges.endpoint(other);
    Endpoint gone = edges.endpoint(application);
    directory.deleteEndpoint(gone.id());
    assertThat(one.applicationRate()).isNull();
    heard.clear();
    rate(application, 7);
    assertThat(heard).extracting(Endpoint::id).containsExactlyInAnyOrder(one.id(), two.id());
    assertThat(heard).extracting(Endpoint::applicationRate).containsOnly(7);
    assertThat(heard).allSatisfy(e -> assertThat(e.revision()).isGreaterThan(one.revision()));
    assertThat(directory.endpoint(one.id()).orElseThrow().applicationRate()).isEqualTo(7);
    assertThat(directory.routes(application.id()).orElseThrow().endpoints())
        .extracting(Endpoint::applicationRate)
        .containsExactly(7, 7);
    assertThat(directory.endpoint(foreign.id())).contains(foreign);
    assertThat(edges.endpoint(application).applicationRate()).as("a newcomer").isEqualTo(7);
    rate(application, null);
    assertThat(directory.endpoint(two.id()).orElseThrow().applicationRate()).isNull();
  }

  @Test
  void whatElseChangesOfAnApplicationDisturbsNoEndpoint() {
    Application application = edges.application();
    Endpoint endpoint = edges.endpoint(application);
    heard.clear();
    Edges.done(
        directory.changeApplication(
            application.id(),
            old -> new Application.Settings("Other", "u", null, Map.of("k", "v"), Map.of())));
    assertThat(heard).isEmpty();
    assertThat(directory.endpoint(endpoint.id())).contains(endpoint);
  }

  @Test
  void theRateStandsAfterEveryOtherChangeAndARestart() {
    Application application = edges.application();
    rate(application, 3);
    Endpoint endpoint = edges.endpoint(application);
    directory.changeEndpoint(endpoint.id(), old -> old.withThrottleRate(1));
    directory.rotateSecret(
        endpoint.id(),
        new Secret("whsec_NDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", null),
        Duration.ofHours(1));
    edges.close();
    edges = open(clock);
    directory = edges.directory();
    Endpoint now = directory.endpoint(endpoint.id()).orElseThrow();
    assertThat(now.applicationRate()).isEqualTo(3);
    assertThat(now.settings().throttleRate()).isEqualTo(1);
  }
}
