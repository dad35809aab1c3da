package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.SecretHash;
import dev.postrider.idempotency.Claim;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.idempotency.RequestKey;
import dev.postrider.idempotency.SealedAnswer;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.Posting;
import dev.postrider.log.Appended;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import dev.postrider.pulse.Beat;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse;
import dev.postrider.task.Statistic;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UpkeepTest {
  private final String url = Fixture.database(PostgresServers.embedded());
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T23:59:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private PostgresEdges edges;
  private Application application;

  @BeforeEach
  void open() throws InterruptedException {
    edges = PostgresEdges.open(url, clock);
    application = edges.application();
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private List<String> days(String table) {
    return Fixture.query(
        url,
        """
        select right(relname, 8) from pg_inherits join pg_class on oid = inhrelid
        where inhparent = '%s'::regclass order by 1
        """
            .formatted(table));
  }

  @Test
  void makesDaysAheadAndDropsThoseThatAreOver() throws Exception {
    assertThat(days("message")).containsExactly("20260301", "20260302", "20260303", "20260304");
    Message old = Drafts.accepted(edges.log(), Drafts.keyed(application.id(), "x", "e", null));
    clock.turn(Duration.ofDays(1));
    edges.postgres().upkeep().run();
    assertThat(days("attempt")).startsWith("20260301").endsWith("20260305");
    clock.turn(Duration.ofDays(89));
    edges.postgres().upkeep().run();
    assertThat(days("message")).startsWith("20260301").endsWith("20260602");
    assertThat(edges.history().message(application.id(), old.id().toString())).isPresent();
    clock.turn(Duration.ofDays(1));
    edges.postgres().upkeep().run();
    assertThat(days("message")).startsWith("20260302").endsWith("20260603");
    assertThat(days("attempt")).startsWith("20260302").endsWith("20260603");
    assertThat(edges.history().message(application.id(), old.id().toString())).isEmpty();
    assertThat(edges.history().message(application.id(), "e")).isEmpty();
  }

  @Test
  void theJournalMakesADayThatNobodyMade() throws InterruptedException {
    clock.turn(Duration.ofDays(30));
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x"));
    assertThat(edges.history().message(application.id(), message.id().toString())).isPresent();
    assertThat(days("message")).contains("20260331", "20260403");
  }

  @Test
  void aDayThatSomebodyDroppedComesBack() throws InterruptedException {
    Fixture.execute(url, "drop table message_p20260301");
    assertThat(edges.log().append(List.of(Drafts.plain(application.id(), "x"))))
        .allMatch(a -> a instanceof Appended.Unavailable);
    Awaitility.await()
        .until(() ->
            edges.log().append(List.of(Drafts.plain(application.id(), "x"))).getFirst()
                instanceof Appended.Accepted);
  }

  @Test
  void sweepsExpiredKeys() throws InterruptedException, SQLException {
    Drafts.accepted(edges.log(), Drafts.keyed(application.id(), "x", "event", "key"));
    clock.turn(Duration.ofHours(11));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select kind from publish_key order by 1"))
        .containsExactly("0", "1");
    clock.turn(Duration.ofHours(2));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select kind from publish_key")).containsExactly("1");
    clock.turn(Duration.ofDays(90));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select kind from publish_key")).isEmpty();
  }

  private void post(String contact, String id) throws InterruptedException {
    Posting posting = new Posting(contact, id, clock.instant(), Payload.of("{}"), 1);
    Drafts.accepted(edges.log(), Drafts.posted(application.id(), posting));
  }

  @Test
  void sweepsWhatFellOutOfInboxesAndIsOlderThanTheLog() throws Exception {
    post("ann", "m1");
    clock.turn(Duration.ofDays(1));
    post("ann", "m2");
    post("ann", "m3");
    clock.turn(Duration.ofDays(89));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select id from inbox order by id"))
        .containsExactly("m1", "m2", "m3");
    clock.turn(Duration.ofHours(1));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select id from inbox order by id")).containsExactly("m2", "m3");
    clock.turn(Duration.ofDays(1_000));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select id from inbox")).containsExactly("m3");
    assertThat(edges.inbox().counts(new Contact(application.id(), "ann")))
        .isEqualTo(new Inbox.Counts(1, 1, 2));
  }

  @Test
  void sweepsTheInboxesOfDeletedApplications() throws Exception {
    Application other = edges.application();
    post("ann", "m1");
    post("bob", "m2");
    Posting theirs = new Posting("ann", "m1", clock.instant(), Payload.of("{}"), 1);
    Drafts.accepted(edges.log(), Drafts.posted(other.id(), theirs));
    edges.directory().deleteApplication(application.id());
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select id from inbox")).hasSize(3);
    clock.turn(Duration.ofHours(1));
    edges.postgres().upkeep().run();
    String owner = Long.toString(other.id().value());
    assertThat(Fixture.query(url, "select application from inbox")).containsExactly(owner);
    assertThat(Fixture.query(url, "select application from inbox_contact")).containsExactly(owner);
  }

  @Test
  void sweepsTokensWhoseTimeIsOver() throws Exception {
    Credential credential =
        Edges.done(
            edges
                .directory()
                .createCredential(
                    application.id(),
                    new Credential.Settings("app", Set.of()),
                    SecretHash.of("secret")));
    edges.contactTokens().give(credential, "ann", SecretHash.of("1"));
    clock.turn(ContactTokens.VALIDITY.minus(Duration.ofSeconds(1)));
    edges.contactTokens().give(credential, "ann", SecretHash.of("2"));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select hash from inbox_token")).hasSize(2);
    clock.turn(Duration.ofSeconds(1));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select hash from inbox_token"))
        .containsExactly(SecretHash.of("2").hex());
  }

  @Test
  void sweepsSessionsThatAreOver() throws SQLException {
    Instant soon = clock.instant().plusSeconds(60);
    assertThat(edges.portalSessions().open(application.id(), "short", soon)).isPresent();
    assertThat(edges.portalSessions().open(application.id(), "long", soon.plusSeconds(1)))
        .isPresent();
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select name from portal_session")).hasSize(2);
    clock.turn(Duration.ofSeconds(60));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select name from portal_session")).containsExactly("long");
  }

  @Test
  void sweepsThePulseWhenItIsOver() throws SQLException {
    Pulse pulse = edges.postgres().pulse();
    Instant begun = Pulse.Step.HOUR.floor(clock.instant());
    Counts one = new Counts(1, 0, 0, 0, 0);
    pulse.add(begun, List.of(new Beat(application.id(), null, one, new Latencies())));
    clock.turn(Duration.between(clock.instant(), begun.plus(Duration.ofDays(2))));
    edges.postgres().upkeep().run();
    String steps = "select distinct step from pulse order by 1";
    assertThat(Fixture.query(url, steps)).containsExactly("0", "1");
    clock.turn(Duration.ofMinutes(1));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, steps)).as("minutes are over").containsExactly("1");
    clock.turn(Duration.ofDays(28).minusMinutes(1));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, steps)).containsExactly("1");
    clock.turn(Duration.ofHours(1));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, steps)).isEmpty();
  }

  private Task task() {
    return edges
        .tasks()
        .begin(
            new Task.Order(
                Edges.ORGANISATION, application.id(), new Work.Purge(), clock.instant(), null))
        .orElseThrow();
  }

  @Test
  void sweepsTasksThatAreLongOver() throws SQLException {
    Task finished = task();
    Task failed = task();
    Task running = task();
    Statistic found = new Statistic.Usage(application.id(), null, 7);
    edges.tasks().note(finished.id(), finished.progress(), List.of(found));
    edges.tasks().finish(finished.id());
    clock.turn(Duration.ofSeconds(1));
    edges.tasks().fail(failed.id(), "why");
    clock.turn(Tasks.KEPT.minus(Duration.ofSeconds(1)).minusNanos(1_000));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select id from task")).hasSize(3);
    clock.turn(Duration.ofNanos(1_000));
    edges.postgres().upkeep().run();
    assertThat(edges.tasks().find(Edges.ORGANISATION, finished.id())).isEmpty();
    assertThat(edges.tasks().found(finished.id())).isEmpty();
    assertThat(edges.tasks().find(Edges.ORGANISATION, failed.id())).isPresent();
    clock.turn(Duration.ofDays(1));
    edges.postgres().upkeep().run();
    assertThat(edges.tasks().next(null)).contains(running);
    assertThat(Fixture.query(url, "select id from task"))
        .containsExactly(Long.toString(running.id().value()));
  }

  @Test
  void sweepsAnswersAndClaimsThatAreOver() throws SQLException {
    IdempotencyKeys keys = edges.idempotencyKeys();
    RequestKey answered = new RequestKey(new UUID(0, 1));
    keys.keep(answered, (Claim.Mine) keys.claim(answered), SealedAnswer.of(new byte[] {1}));
    keys.claim(new RequestKey(new UUID(0, 2)));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select key from idempotency_key")).hasSize(2);
    clock.turn(IdempotencyKeys.LEASE);
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select key from idempotency_key"))
        .containsExactly(answered.value().toString());
    clock.turn(IdempotencyKeys.KEPT.minus(IdempotencyKeys.LEASE));
    edges.postgres().upkeep().run();
    assertThat(Fixture.query(url, "select key from idempotency_key")).isEmpty();
  }
}
