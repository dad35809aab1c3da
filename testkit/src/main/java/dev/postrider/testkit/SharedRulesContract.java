package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all directories promise of rules that many endpoints share. */
public abstract class SharedRulesContract {
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
