package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.PortalSession;
import dev.postrider.directory.PortalSessions;
import dev.postrider.message.ApplicationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all who keep the sessions of portals promise. */
public abstract class PortalSessionsContract {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private Edges edges;
  private PortalSessions sessions;
  private Application application;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void openEdges() {
    edges = open(clock);
    sessions = edges.portalSessions();
    application = edges.application();
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private PortalSession.Id session(@Nullable String name) {
    return session(application, name);
  }

  private PortalSession.Id session(Application of, @Nullable String name) {
    return sessions.open(of.id(), name, clock.instant().plus(HOUR)).orElseThrow();
  }

  private List<PortalSession.Id> live(PortalSession.Id... ids) {
    return Stream.of(ids).filter(id -> sessions.find(id).isPresent()).toList();
  }

  @Test
  void aSessionLastsUntilItExpires() {
    PortalSession.Id id = session(null);
    assertThat(sessions.find(id)).contains(new PortalSession(id, application));
    assertThat(session(null)).isNotEqualTo(id);
    clock.turn(HOUR.minusNanos(1_000));
    assertThat(live(id)).containsExactly(id);
    clock.turn(Duration.ofNanos(1_000));
    assertThat(live(id)).isEmpty();
  }

  @Test
  void aSessionOutlivesTheProcess() {
    PortalSession.Id id = session("one");
    edges.close();
    edges = open(clock);
    sessions = edges.portalSessions();
    assertThat(sessions.find(id)).contains(new PortalSession(id, application));
  }

  @Test
  void itsApplicationIsAsItIsNow() {
    PortalSession.Id id = session(null);
    var settings = new Application.Settings("Acme", "acme", null, Map.of("key", "value"), Map.of());
    Application changed =
        Edges.done(edges.directory().changeApplication(application.id(), _ -> settings));
    assertThat(sessions.find(id)).contains(new PortalSession(id, changed));
  }

  @Test
  void anEndedSessionIsGoneAndOthersStay() {
    PortalSession.Id first = session("same");
    PortalSession.Id second = session("same");
    sessions.end(first);
    sessions.end(first);
    sessions.end(new PortalSession.Id(new UUID(7, 7)));
    assertThat(live(first, second)).containsExactly(second);
  }

  @Test
  void allOfAnApplicationEndByAnInstant() {
    PortalSession.Id mine = session(null);
    PortalSession.Id others = session(edges.application(), null);
    sessions.endAll(application.id(), Set.of(), clock.instant().plusSeconds(60));
    assertThat(live(mine, others)).containsExactly(mine, others);
    PortalSession.Id later = session(null);
    clock.turn(Duration.ofSeconds(60));
    assertThat(live(mine, others, later)).containsExactly(others, later);
    sessions.endAll(application.id(), Set.of(), clock.instant());
    assertThat(live(mine, others, later)).containsExactly(others);
  }

  @Test
  void noSessionIsMadeLonger() {
    PortalSession.Id id = session(null);
    sessions.endAll(application.id(), Set.of(), clock.instant().plus(HOUR.multipliedBy(2)));
    clock.turn(HOUR);
    assertThat(live(id)).isEmpty();
  }

  @Test
  void theSessionsOfSomeNamesEnd() {
    PortalSession.Id a = session("a");
    PortalSession.Id again = session("a");
    PortalSession.Id b = session("b");
    PortalSession.Id c = session("c");
    PortalSession.Id nameless = session(null);
    sessions.endAll(application.id(), Set.of("a", "b", "nobody"), clock.instant());
    assertThat(live(a, again, b, c, nameless)).containsExactly(c, nameless);
  }

  @Test
  void aDeletedApplicationHasNoSessionsAndGetsNone() {
    PortalSession.Id id = session(null);
    edges.directory().deleteApplication(application.id());
    assertThat(live(id)).isEmpty();
    Instant expires = clock.instant().plus(HOUR);
    assertThat(sessions.open(application.id(), null, expires)).isEmpty();
    assertThat(sessions.open(new ApplicationId(4711), null, expires)).isEmpty();
  }

  @Test
  void theOldestEndWhereAnApplicationHasTooMany() throws Exception {
    PortalSession.Id oldest = session(null);
    PortalSession.Id others = session(edges.application(), null);
    clock.turn(Duration.ofSeconds(1));
    PortalSession.Id kept = session(null);
    clock.turn(Duration.ofSeconds(1));
    List<Callable<PortalSession.Id>> more = new ArrayList<>();
    for (int i = 2; i < PortalSessions.MOST; i++) {
      more.add(() -> session(null));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<PortalSession.Id> opened : threads.invokeAll(more)) {
        assertThat(opened.get()).isNotNull();
      }
    }
    assertThat(live(oldest, others, kept)).containsExactly(oldest, others, kept);
    PortalSession.Id newest = session(null);
    assertThat(live(oldest, others, kept, newest)).containsExactly(others, kept, newest);
  }
}
