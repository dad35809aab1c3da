package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Limit;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of parked deliveries promises. */
public abstract class ParkedStoreContract {
  private static final long LANE = -77;
  private static final int MIB = 1 << 20;

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private final List<Message> messages = new ArrayList<>();
  private Edges edges;
  private Application application;
  private Endpoint endpoint;
  private long tickets;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
    List<Draft> drafts =
        IntStream.range(0, 10)
            .mapToObj(i -> Drafts.plain(application.id(), "m" + i, endpoint))
            .toList();
    for (Appended answer : edges.log().append(drafts)) {
      messages.add(((Appended.Accepted) answer).message());
    }
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private MessageId id(int index) {
    return messages.get(index).id();
  }

  private void park(Parked... rows) {
    List<Entry> entries = new ArrayList<>();
    for (Parked row : rows) {
      entries.add(Drafts.parking(++tickets, row));
    }
    edges.recorder().record(edges.log().shardOf(application.id()), entries, null);
    consumer.awaitCommitted(edges.log().shardOf(application.id()), tickets);
  }

  private List<Parked> load(Load load) throws InterruptedException {
    return edges.parked().load(load).rows().stream().map(Row::parked).toList();
  }

  private static Limit rows(int rows) {
    return new Limit(rows, Long.MAX_VALUE);
  }

  private Load.Due due(Instant from, @Nullable Parked last, Instant until, int limit) {
    return new Load.Due(endpoint.id(), from, last, until, rows(limit));
  }

  @Test
  void bringsRowsThatWaitForRoomInTheOrderOfTheLog() throws InterruptedException {
    park(
        Drafts.room(endpoint, id(4)),
        Drafts.due(endpoint, id(1), 0, clock.instant()),
        Drafts.room(endpoint, id(0)),
        Drafts.held(endpoint, id(3), LANE),
        Drafts.room(endpoint, id(2)),
        Drafts.room(edges.endpoint(application), id(5)));
    assertThat(load(new Load.Room(endpoint.id(), 0, rows(2))))
        .containsExactly(Drafts.room(endpoint, id(0)), Drafts.room(endpoint, id(2)));
    assertThat(load(new Load.Room(endpoint.id(), id(2).value(), rows(2))))
        .containsExactly(Drafts.room(endpoint, id(4)));
    assertThat(load(new Load.Room(endpoint.id(), id(4).value(), rows(2)))).isEmpty();
  }

  @Test
  void bringsTheRowsOfOneMessageAlone() throws InterruptedException {
    Parked own = Drafts.held(endpoint, id(1), LANE);
    Parked resend =
        new Parked(
            endpoint.id(),
            id(1),
            application.id(),
            0,
            Parked.Wait.DUE,
            clock.instant().plusSeconds(9),
            0,
            true);
    park(
        Drafts.room(endpoint, id(0)), resend, own, Drafts.room(edges.endpoint(application), id(1)));
    Loaded loaded = edges.parked().load(new Load.One(endpoint.id(), id(1)));
    assertThat(loaded.rows()).containsExactly(new Row(own, null), new Row(resend, null));
    assertThat(load(new Load.One(endpoint.id(), id(2)))).isEmpty();
  }

  @Test
  void bringsTheMessageWithEachRow() throws InterruptedException {
    park(Drafts.room(endpoint, id(0)));
    Loaded loaded = edges.parked().load(new Load.Room(endpoint.id(), 0, rows(10)));
    assertThat(loaded.rows())
        .containsExactly(new Row(Drafts.room(endpoint, id(0)), messages.getFirst()));
    assertThat(loaded.nextDue()).isNull();
  }

  @Test
  void bringsNoMessageOnceItsPayloadIsGone() throws InterruptedException {
    park(Drafts.room(endpoint, id(0)), Drafts.room(endpoint, id(1)));
    edges.history().expungePayload(application.id(), id(0));
    List<Row> rows = edges.parked().load(new Load.Room(endpoint.id(), 0, rows(10))).rows();
    assertThat(rows.get(0).message()).isNull();
    assertThat(rows.get(1).message()).isEqualTo(messages.get(1));
    clock.turn(Duration.ofDays(91));
    assertThat(edges.parked().load(new Load.Room(endpoint.id(), 0, rows(10))).rows())
        .hasSize(2)
        .allMatch(r -> r.message() == null);
  }

  @Test
  void bringsRowsWhoseTimeHasCome() throws InterruptedException {
    Instant now = clock.instant();
    Parked late = Drafts.due(endpoint, id(0), 0, now.plusSeconds(5));
    Parked early = Drafts.due(endpoint, id(1), LANE, now.plusSeconds(1));
    Parked twin = Drafts.due(endpoint, id(2), 0, now.plusSeconds(1));
    Parked far = Drafts.due(endpoint, id(3), 0, now.plusSeconds(90));
    park(late, early, twin, far, Drafts.room(endpoint, id(4)));
    Instant until = now.plusSeconds(6);
    Loaded all = edges.parked().load(due(Instant.EPOCH, null, until, 10));
    assertThat(all.rows().stream().map(Row::parked)).containsExactly(early, twin, late);
    assertThat(all.nextDue()).isEqualTo(far.due());
    assertThat(load(due(Instant.EPOCH, null, until, 2))).containsExactly(early, twin);
    assertThat(load(due(Instant.EPOCH, twin, until, 2))).containsExactly(late);
    assertThat(load(due(Instant.EPOCH, early, until, 2))).containsExactly(twin, late);
    assertThat(load(due(now.plusSeconds(1), null, now.plusSeconds(5), 9)))
        .containsExactly(early, twin);
    assertThat(load(due(now.plusSeconds(2), null, until, 9))).containsExactly(late);
    assertThat(edges.parked().load(due(Instant.EPOCH, null, now.plusSeconds(91), 9)).nextDue())
        .isNull();
  }

  @Test
  void neverLosesATimeFinerThanItCanStore() throws InterruptedException {
    Instant fine = clock.instant().plusNanos(1_500);
    park(Drafts.due(endpoint, id(0), 0, fine));
    assertThat(load(due(Instant.EPOCH, null, fine.plusNanos(1), 5))).hasSize(1);
    assertThat(load(due(fine, null, fine.plusSeconds(1), 5))).hasSize(1);
  }

  @Test
  void bringsRowsThatWaitForTheirLane() throws InterruptedException {
    park(
        Drafts.held(endpoint, id(3), LANE),
        Drafts.held(endpoint, id(1), LANE),
        Drafts.held(endpoint, id(2), LANE + 1),
        Drafts.room(endpoint, id(4)));
    assertThat(load(new Load.Held(endpoint.id(), LANE, 0, rows(9))))
        .containsExactly(Drafts.held(endpoint, id(1), LANE), Drafts.held(endpoint, id(3), LANE));
    assertThat(load(new Load.Held(endpoint.id(), LANE, id(1).value(), rows(9))))
        .containsExactly(Drafts.held(endpoint, id(3), LANE));
  }

  @Test
  void keepsAManualDeliveryBesideTheOther() throws InterruptedException {
    Parked manual =
        new Parked(
            endpoint.id(), id(0), application.id(), 0, Parked.Wait.DUE, clock.instant(), 2, true);
    park(Drafts.room(endpoint, id(0)), manual);
    assertThat(load(new Load.Room(endpoint.id(), 0, rows(9))))
        .containsExactly(Drafts.room(endpoint, id(0)));
    assertThat(load(due(Instant.EPOCH, null, clock.instant().plusSeconds(1), 9)))
        .containsExactly(manual);
  }

  @Test
  void saysWhetherThereIsMore() throws InterruptedException {
    Instant now = clock.instant();
    for (int i = 0; i < 3; i++) {
      park(
          Drafts.room(endpoint, id(i)),
          Drafts.due(endpoint, id(3 + i), 0, now.plusSeconds(i)),
          Drafts.held(endpoint, id(6 + i), LANE));
    }
    park(Drafts.due(endpoint, id(9), 0, now.plusSeconds(90)));
    Instant until = now.plusSeconds(3);
    for (int limit = 1; limit <= 4; limit++) {
      Loaded room = edges.parked().load(new Load.Room(endpoint.id(), 0, rows(limit)));
      Loaded held = edges.parked().load(new Load.Held(endpoint.id(), LANE, 0, rows(limit)));
      Loaded due = edges.parked().load(due(Instant.EPOCH, null, until, limit));
      for (Loaded loaded : List.of(room, held, due)) {
        assertThat(loaded.rows()).hasSize(Math.min(3, limit));
        assertThat(loaded.more()).isEqualTo(limit < 3);
      }
      assertThat(due.nextDue()).isEqualTo(limit < 3 ? null : now.plusSeconds(90));
    }
    Loaded none = edges.parked().load(new Load.Room(endpoint.id(), id(2).value(), rows(1)));
    assertThat(none).isEqualTo(new Loaded(List.of(), false, null));
  }

  @Test
  void bringsNoMoreOnceThePayloadsHaveReachedTheLimit() throws InterruptedException {
    List<Message> large = new ArrayList<>();
    Instant now = clock.instant();
    for (int i = 0; i < 5; i++) {
      Draft draft = Drafts.plain(application.id(), "x".repeat(MIB), endpoint);
      Message message = Drafts.accepted(edges.log(), draft);
      large.add(message);
      park(
          Drafts.room(endpoint, message.id()),
          new Parked(
              endpoint.id(),
              message.id(),
              application.id(),
              0,
              Parked.Wait.DUE,
              now.plusSeconds(i),
              1,
              true));
    }
    Instant until = now.plusSeconds(5);
    Loaded two = edges.parked().load(room(0, 2L * MIB));
    assertThat(two.rows().stream().map(Row::message)).containsExactly(large.get(0), large.get(1));
    assertThat(two.more()).isTrue();
    assertThat(edges.parked().load(room(0, 2L * MIB + 1)).rows()).hasSize(3);
    Loaded rest = edges.parked().load(room(large.get(2).id().value(), 2L * MIB));
    assertThat(rest.rows().stream().map(Row::message)).containsExactly(large.get(3), large.get(4));
    assertThat(rest.more()).isFalse();
    for (long less : new long[] {MIB - 1, 0}) {
      Loaded alone = edges.parked().load(room(0, less));
      assertThat(alone.rows().stream().map(Row::message)).containsExactly(large.getFirst());
      assertThat(alone.more()).isTrue();
    }
    Limit limit = new Limit(10, 2L * MIB);
    Loaded due =
        edges.parked().load(new Load.Due(endpoint.id(), Instant.EPOCH, null, until, limit));
    assertThat(due.rows().stream().map(Row::message)).containsExactly(large.get(0), large.get(1));
    assertThat(due.more()).isTrue();
    assertThat(due.nextDue()).isNull();
  }

  private Load.Room room(long after, long bytes) {
    return new Load.Room(endpoint.id(), after, new Limit(10, bytes));
  }
}
