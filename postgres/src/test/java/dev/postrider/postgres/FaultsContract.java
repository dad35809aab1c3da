package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.inbox.Posting;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.operational.OperationalApplication;
import dev.postrider.record.Entry;
import dev.postrider.record.Recovered;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal promises while PostgreSQL fails under it; once per version of PostgreSQL. */
abstract class FaultsContract {
  private static final InstantSource CLOCK = InstantSource.system();

  private final CollectingConsumer consumer = new CollectingConsumer();
  private final Fixture.Heard heard = new Fixture.Heard();
  private final AtomicLong tickets = new AtomicLong();
  private String url;
  private PostgresEdges edges;
  private Application application;
  private Endpoint endpoint;

  abstract PostgresServer server();

  @BeforeEach
  void open() throws InterruptedException {
    url = server().freshDatabase();
    edges =
        new PostgresEdges(
            Postgres.open(Fixture.hasty(url), Fixture.KEYS, CLOCK, Contracts.TWO, heard));
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  /** Threads that append and record until they are stopped. */
  private final class Load implements AutoCloseable {
    final Set<MessageId> accepted = new ConcurrentSkipListSet<>();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicLong slowestNanos = new AtomicLong();
    private final AtomicInteger drafts = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> threads;

    Load(int count) {
      threads =
          IntStream.range(0, count).mapToObj(_ -> Thread.startVirtualThread(this::run)).toList();
    }

    /** Every second message goes to an inbox, which is full soon. */
    private Draft draft(int n) {
      return n % 2 == 0
          ? Drafts.plain(application.id(), "{\"a\":1}", endpoint)
          : Drafts.posted(
              application.id(),
              new Posting("c" + n % 3, "m" + n, Instant.EPOCH, Payload.of("{\"a\":1}"), 5),
              endpoint);
    }

    private void run() {
      while (!stop.get()) {
        long begin = System.nanoTime();
        Appended answer;
        try {
          answer = edges.log().append(List.of(draft(drafts.incrementAndGet()))).getFirst();
        } catch (InterruptedException e) {
          return;
        }
        slowestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
        switch (answer) {
          case Appended.Accepted(Message message) -> {
            accepted.add(message.id());
            synchronized (tickets) {
              edges
                  .recorder()
                  .record(
                      0,
                      List.of(
                          Drafts.attempted(
                              tickets.incrementAndGet(),
                              endpoint,
                              message.id(),
                              200,
                              Entry.State.DELIVERED,
                              new Entry.ParkedChange.None())),
                      null);
            }
          }
          case Appended.Unavailable _ -> {
            refused.incrementAndGet();
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
          }
          case Appended other -> throw new AssertionError(other);
        }
      }
    }

    void awaitAccepted(int more) {
      int goal = accepted.size() + more;
      Awaitility.await("accepted")
          .atMost(Duration.ofSeconds(60))
          .until(() -> accepted.size() >= goal);
    }

    @Override
    public void close() {
      stop.set(true);
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  /**
   * Accepted is stored and handed over; handed over is stored; everything recorded is stored once.
   */
  private void verify(Load load) {
    consumer.awaitCommitted(0, tickets.get());
    List<MessageId> handed = consumer.ids();
    assertThat(handed).isSorted().doesNotHaveDuplicates();
    assertThat(new TreeSet<>(handed)).containsAll(load.accepted);
    List<String> stored = Fixture.query(url, "select id from message order by id");
    assertThat(stored).isEqualTo(handed.stream().map(i -> Long.toString(i.value())).toList());
    List<String> attempts = Fixture.query(url, "select message from attempt order by message");
    assertThat(attempts)
        .isEqualTo(load.accepted.stream().map(i -> Long.toString(i.value())).toList());
    verifyInboxes();
  }

  /** What is stored for an inbox is in it, nothing else is, and the counts are true. */
  private void verifyInboxes() {
    assertThat(Fixture.query(url, "select message from inbox order by message"))
        .isNotEmpty()
        .isEqualTo(
            Fixture.query(url, "select id from message where event_id is not null order by id"));
    assertThat(
            Fixture.query(
                url,
                """
                select c.contact
                from inbox_contact c natural full join (
                  select application, contact, count(*) filter (where not fallen) as in_it,
                         count(*) filter (where fallen) as out_of_it
                  from inbox group by application, contact) i
                where kept is distinct from in_it or unopened is distinct from in_it
                   or fell_out is distinct from out_of_it or kept > 5
                """))
        .isEmpty();
  }

  @Test
  void losesNothingWhenTheServerDiesAndComesBack() {
    Load load = new Load(16);
    try (load) {
      load.awaitAccepted(200);
      server().kill();
      Awaitility.await().until(() -> load.refused.get() > 100);
      server().start();
      load.awaitAccepted(200);
    }
    verify(load);
    assertThat(heard.told).as("%s", heard.reasons).containsExactly("outage", "recovered");
  }

  @Test
  void sendsOperationalWebhooksWhenTheServerIsBack() {
    Application reserved = OperationalApplication.make(edges.directory(), Edges.ORGANISATION);
    edges.endpoint(reserved);
    edges.endpoint(application);
    server().kill();
    edges.postgres().operational().start();
    // It asks at once and in vain; this question waits as long, and longer.
    assertThatThrownBy(() -> edges.directory().failingEndpoints()).isInstanceOf(Exception.class);
    server().start();
    consumer.awaitEntries(1);
    edges.endpoint(application);
    consumer.awaitEntries(2);
    assertThat(consumer.entries())
        .extracting(routed -> routed.message().eventType())
        .containsExactly("endpoint.created", "endpoint.created");
  }

  @Test
  void resolvesCommitsWhoseAnswerWasLost() {
    Load load = new Load(16);
    try (load) {
      for (int i = 0; i < 25; i++) {
        load.awaitAccepted(20);
        Fixture.execute(url, KILL);
      }
      load.awaitAccepted(20);
    }
    verify(load);
    assertThat(Collections.frequency(heard.told, "outage"))
        .isEqualTo(Collections.frequency(heard.told, "recovered"))
        .isPositive();
  }

  @Test
  void refusesSoonWhileTheServerIsFrozen() {
    Load load = new Load(16);
    try (load) {
      load.awaitAccepted(100);
      frozen(() -> load.refused.get() > 1_000);
      load.awaitAccepted(100);
    }
    verify(load);
    assertThat(Duration.ofNanos(load.slowestNanos.get())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void givesAServerUpThatStaysFrozen() {
    Load load = new Load(16);
    try (load) {
      load.awaitAccepted(100);
      frozen(() -> heard.told.contains("outage"));
      load.awaitAccepted(100);
    }
    verify(load);
  }

  private void frozen(Callable<Boolean> until) {
    server().freeze();
    try {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(until);
    } finally {
      server().thaw();
    }
  }

  private static final String KILL =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'postrider journal' and datname = current_database()
      """;

  private void awaitJournal(String waitEvent) {
    Awaitility.await(waitEvent)
        .until(() ->
            Fixture.query(
                    url,
                    """
                    select wait_event from pg_stat_activity
                    where application_name = 'postrider journal'
                      and datname = current_database()
                    """)
                .contains(waitEvent));
  }

  /** A reload comes into force some time after it has returned. */
  private boolean commitsWaitForAStandby() throws InterruptedException {
    Thread probe =
        Thread.startVirtualThread(() -> {
          try {
            Fixture.execute(
                url,
                """
                set application_name = 'probe';
                set synchronous_commit = on;
                insert into probe values (1)
                """);
          } catch (IllegalStateException terminated) {
            // It waited, and has been told to stop.
          }
        });
    List<String> waiting = List.of();
    while (probe.isAlive() && waiting.isEmpty()) {
      waiting =
          Fixture.query(
              url,
              """
              select pg_terminate_backend(pid) from pg_stat_activity
              where application_name = 'probe' and datname = current_database()
                and wait_event = 'SyncRep'
              """);
    }
    probe.join();
    return !waiting.isEmpty();
  }

  /** A standby that never comes holds the answer back once the commit is done. */
  @Test
  void handsOnWhatWasCommittedThoughNobodyCouldBeTold() throws InterruptedException {
    AtomicReference<Appended> answer = new AtomicReference<>();
    Fixture.execute(url, "create table probe (x int)");
    Fixture.execute(url, "alter system set synchronous_standby_names = 'nobody'");
    Fixture.execute(url, "select pg_reload_conf()");
    try {
      Awaitility.await().until(this::commitsWaitForAStandby);
      Thread appending =
          Thread.startVirtualThread(() -> {
            try {
              answer.set(
                  edges
                      .log()
                      .append(List.of(Drafts.keyed(application.id(), "x", "e", null)))
                      .getFirst());
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      awaitJournal("SyncRep");
      Fixture.execute(url, KILL);
      appending.join();
    } finally {
      Fixture.execute(url, "alter system reset synchronous_standby_names");
      Fixture.execute(url, "select pg_reload_conf()");
    }
    assertThat(answer.get()).isInstanceOf(Appended.Unavailable.class);
    consumer.awaitEntries(1);
    assertThat(Fixture.query(url, "select id from message"))
        .containsExactly(Long.toString(consumer.ids().getFirst().value()));
    Awaitility.await().until(() -> heard.told.contains("recovered"));
    assertThat(edges.log().append(List.of(Drafts.keyed(application.id(), "x", "e", null))))
        .containsExactly(new Appended.Conflict(consumer.ids().getFirst()));
  }

  /** A check at the end of the transaction holds the commit up before it is done. */
  @Test
  void writesAgainWhatWasNotCommitted() throws InterruptedException {
    Fixture.execute(
        url,
        """
        create table passed (yes boolean);
        create function hold() returns trigger language plpgsql as $$
        begin
          if not exists (select from passed) then
            perform pg_sleep(30);
          end if;
          return null;
        end $$;
        create constraint trigger hold after insert on attempt
          deferrable initially deferred for each row execute function hold()
        """);
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
    Entry entry =
        Drafts.attempted(
            1, endpoint, message.id(), 200, Entry.State.DELIVERED, new Entry.ParkedChange.None());
    edges.recorder().record(0, List.of(entry), message.id());
    awaitJournal("PgSleep");
    Fixture.execute(url, "insert into passed values (true)");
    Fixture.execute(url, KILL);
    consumer.awaitCommitted(0, 1);
    assertThat(Fixture.query(url, "select message from attempt"))
        .containsExactly(Long.toString(message.id().value()));
    assertThat(Fixture.query(url, "select checkpoint from shard"))
        .containsExactly(Long.toString(message.id().value()));
    assertThat(consumer.ids()).containsExactly(message.id());
  }

  @Test
  void refusesASecondProcessInOneSentenceBeforeItDropsADay() throws InterruptedException {
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x"));
    InstantSource later = InstantSource.offset(CLOCK, Duration.ofDays(1_000));
    assertThatThrownBy(() ->
            Postgres.open(
                Fixture.hasty(url), Fixture.KEYS, later, Contracts.TWO, JournalListener.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "another Postrider is running on this database; stop it first, or use another database");
    assertThat(edges.history().message(application.id(), message.id().toString())).isPresent();
    assertThat(
            Fixture.query(
                url,
                """
                select count(*) from pg_stat_activity
                where application_name = 'postrider lock' and datname = current_database()
                """))
        .containsExactly("1");
  }

  @Test
  void letsGoOfADatabaseThatItCannotOpen() {
    edges.close();
    String found = "select checksum from schema_version where version = '1'";
    String checksum = Fixture.query(url, found).getFirst();
    Fixture.execute(url, "update schema_version set checksum = 1 where version = '1'");
    assertThatThrownBy(() ->
            Postgres.open(
                Fixture.hasty(url), Fixture.KEYS, CLOCK, Contracts.TWO, JournalListener.NONE))
        .isInstanceOf(RuntimeException.class);
    Fixture.execute(
        url, "update schema_version set checksum = %s where version = '1'".formatted(checksum));
    Postgres.open(Fixture.hasty(url), Fixture.KEYS, CLOCK, Contracts.TWO, JournalListener.NONE)
        .close();
  }

  /** A later checkpoint would pass what the consumer did not take. */
  @Test
  void writesNothingOnceItsConsumerHasFailed() throws InterruptedException {
    edges.close();
    edges =
        new PostgresEdges(
            Postgres.open(Fixture.hasty(url), Fixture.KEYS, CLOCK, Contracts.TWO, heard));
    edges.log().subscribe(new Broken());
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
    Awaitility.await().until(() -> heard.told.contains("lost"));
    assertThat(heard.reasons.getLast()).contains("took nothing").doesNotContain("another process");
    assertThat(edges.log().append(List.of(Drafts.plain(application.id(), "y"))))
        .allMatch(a -> a instanceof Appended.Unavailable);
    edges.recorder().record(0, List.of(), message.id());
    edges.close();
    edges =
        new PostgresEdges(
            Postgres.open(Fixture.hasty(url), Fixture.KEYS, CLOCK, Contracts.TWO, heard));
    edges.log().subscribe(consumer);
    assertThat(consumer.ids()).containsExactly(message.id());
  }

  /** Cannot take a live message. */
  private static final class Broken implements LogConsumer {
    @Override
    public void assigned(int shard, long epoch, Recovered recovered) {}

    @Override
    public void entries(int shard, List<Routed> messages) {
      throw new IllegalArgumentException("took nothing");
    }

    @Override
    public void replayed(int shard) {}

    @Override
    public void committed(int shard, long ticket) {}
  }

  @Test
  void writesNothingOnceAnotherProcessHasTakenOver() throws InterruptedException {
    Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x"));
    Fixture.takeOver(url);
    assertThat(edges.log().append(List.of(Drafts.plain(application.id(), "y"))))
        .allMatch(a -> a instanceof Appended.Unavailable);
    Awaitility.await().until(() -> heard.told.contains("lost"));
    assertThat(heard.reasons.getLast()).contains("another process");
    assertThat(Fixture.query(url, "select count(*) from message")).containsExactly("1");
    assertThat(edges.log().append(List.of(Drafts.plain(application.id(), "z"))))
        .allMatch(a -> a instanceof Appended.Unavailable);
  }
}
