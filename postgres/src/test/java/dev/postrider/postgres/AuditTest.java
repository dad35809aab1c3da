package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.audit.Actor;
import dev.postrider.audit.AuditEntry;
import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.audit.AuditLog.Filter;
import dev.postrider.audit.Origin;
import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.message.AuditEntryId;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is changed by a request is in the audit log, and nothing else is. */
final class AuditTest {
  private static final String ORG = "org_audit";

  private record At(String operation) implements Origin {
    @Override
    public String organisation() {
      return ORG;
    }

    @Override
    public Actor actor() {
      return new Actor(Actor.Kind.KEY, "key_1", "billing");
    }

    @Override
    public String address() {
      return "203.0.113.7";
    }
  }

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final String url = Fixture.database(PostgresServers.embedded());
  private final PostgresEdges edges = PostgresEdges.open(url, clock);

  @AfterEach
  void close() {
    edges.close();
  }

  private List<AuditEntry> entries(Filter filter, int limit) {
    List<AuditEntry> all = new ArrayList<>();
    AuditEntryId after = null;
    Page<AuditEntry> page;
    do {
      page =
          edges
              .postgres()
              .audit()
              .list(ORG, filter, new Page.Request<>(after, limit, false, false));
      all.addAll(page.entries());
      Page.Rest rest = page.rest();
      after =
          rest == null
              ? (page.entries().isEmpty() ? after : page.entries().getLast().id())
              : (AuditEntryId) rest.after();
    } while (!page.done());
    return all;
  }

  private void note(String operation, String object) {
    Origin.within(
        new At(operation),
        () -> {
          edges.postgres().audit().note(new Subject("message", object), Map.of("a", "b"));
          return object;
        });
  }

  private static Filter filter(
      @Nullable String object, @Nullable String actor, @Nullable String operation) {
    return new Filter(object, actor, operation, null, null);
  }

  @Test
  void whatComesFromNoRequestLeavesNoEntry() {
    Application application = edges.application();
    edges.directory().deleteApplication(application.id());
    assertThat(entries(Filter.ALL, 50)).isEmpty();
  }

  @Test
  void anEntrySaysWhoWhatAndFromWhere() {
    Application application = Origin.within(new At("POST /x"), edges::application);
    AuditEntry entry = entries(Filter.ALL, 50).getFirst();
    assertThat(entry.actor()).isEqualTo(new Actor(Actor.Kind.KEY, "key_1", "billing"));
    assertThat(entry.operation()).isEqualTo("POST /x");
    assertThat(entry.subject()).isEqualTo(new Subject("application", application.id().toString()));
    assertThat(entry.before()).isNull();
    assertThat(entry.after()).contains("\"Acme\"");
    assertThat(entry.address()).isEqualTo("203.0.113.7");
    assertThat(entry.id().time()).isEqualTo(clock.instant());
  }

  /** Neither is there an entry without its change. */
  @Test
  void aChangeThatFailsLeavesNoEntry() {
    Application application = edges.application();
    assertThatThrownBy(() ->
            Origin.within(
                new At("PATCH /x"),
                () ->
                    edges
                        .directory()
                        .changeApplication(
                            application.id(),
                            _ -> {
                              throw new IllegalStateException("it fails");
                            })))
        .hasMessageContaining("it fails");
    assertThat(entries(Filter.ALL, 50)).isEmpty();
  }

  /** And no change without its entry. */
  @Test
  void aChangeWhoseEntryFailsDoesNotHappen() {
    Application application = edges.application();
    Fixture.execute(url, "alter table audit_entry add constraint refused check (false) not valid");
    assertThatThrownBy(() ->
            Origin.within(
                new At("DELETE /x"), () -> edges.directory().deleteApplication(application.id())))
        .hasStackTraceContaining("refused");
    assertThat(edges.directory().application(Edges.ORGANISATION, application.id().toString()))
        .contains(application);
  }

  @Test
  void entriesAreFilteredAndPagesGoOn() {
    for (int i = 0; i < 30; i++) {
      clock.turn(Duration.ofHours(10));
      note(i % 10 == 0 ? "POST /rare" : "POST /often", "object " + i);
    }
    assertThat(entries(Filter.ALL, 7)).hasSize(30);
    assertThat(entries(Filter.ALL, 7))
        .isSortedAccordingTo((a, b) -> b.id().compareTo(a.id()))
        .doesNotHaveDuplicates();
    assertThat(entries(filter(null, null, "POST /rare"), 2))
        .extracting(entry -> entry.subject().id())
        .containsExactly("object 20", "object 10", "object 0");
    assertThat(entries(filter("object 3", null, null), 2)).hasSize(1);
    assertThat(entries(filter(null, "key_1", null), 50)).hasSize(30);
    assertThat(entries(filter(null, "key_2", null), 50)).isEmpty();
    Instant middle = clock.instant().minus(Duration.ofHours(100));
    assertThat(entries(new Filter(null, null, null, middle, null), 50)).hasSize(10);
    assertThat(entries(new Filter(null, null, null, null, middle), 50)).hasSize(19);
  }

  @Test
  void entriesAreKeptForSoManyDays() throws Exception {
    note("POST /x", "old");
    clock.turn(Duration.ofDays(365));
    note("POST /x", "new");
    edges.postgres().upkeep().run();
    assertThat(entries(Filter.ALL, 50)).hasSize(2);
    clock.turn(Duration.ofSeconds(1));
    edges.postgres().upkeep().run();
    assertThat(entries(Filter.ALL, 50))
        .extracting(entry -> entry.subject().id())
        .containsExactly("new");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, https://example.com/a",
    "https://ann:pw@example.com/a, https://***@example.com/a",
    "https://ann:p@w@example.com/, https://***@example.com/",
    "https://example.com?a=b@c, https://example.com?***",
    "https://example.com/a?token=secret&b=c, https://example.com/a?***",
  })
  void noUrlTellsCredentials(String url, String shown) {
    assertThat(AuditJson.url(url)).isEqualTo(shown);
  }
}
