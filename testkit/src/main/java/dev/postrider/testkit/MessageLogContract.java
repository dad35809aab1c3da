package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every message log and its recorder promise. */
public abstract class MessageLogContract {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  protected final TurnedClock clock = new TurnedClock(START);
  protected final CollectingConsumer consumer = new CollectingConsumer();
  private Edges edges;
  private Application application;
  private Endpoint endpoint;

  /** Opens the storage of this test: empty the first time, as it was left after that. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  /** Ends this process's hold on the storage and takes it over anew. */
  private CollectingConsumer restart() throws InterruptedException {
    edges.close();
    edges = open(clock);
    CollectingConsumer next = new CollectingConsumer();
    edges.log().subscribe(next);
    return next;
  }

  private Message append(Draft draft) throws InterruptedException {
    return Drafts.accepted(edges.log(), draft);
  }

  @Test
  void handsOverWhatItAcceptsInOrder() throws InterruptedException {
    List<MessageId> accepted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      accepted.add(append(Drafts.plain(application.id(), "m" + i, endpoint)).id());
    }
    consumer.awaitEntries(50);
    assertThat(consumer.ids()).isEqualTo(accepted).isSorted();
    assertThat(consumer.replayed()).isTrue();
  }

  @Test
  void keepsEveryPartOfAMessage() throws InterruptedException {
    Draft draft = Drafts.typed(application.id(), "chat.ended", List.of("b", "a"), endpoint);
    Message message = append(draft);
    consumer.awaitEntries(1);
    Routed live = consumer.entries().getFirst();
    assertThat(live.message()).isEqualTo(message);
    assertThat(live.targets()).containsExactly(endpoint);
    assertThat(message.payload()).isEqualTo(draft.payload());
    assertThat(message.channels()).containsExactly("b", "a");
    assertThat(restart().entries()).containsExactly(live);
  }

  @Test
  void keepsTheOrderOfOneCall() throws InterruptedException {
    List<Draft> drafts =
        IntStream.range(0, 300).mapToObj(i -> Drafts.plain(application.id(), "m" + i)).toList();
    List<Appended> answers = edges.log().append(drafts);
    consumer.awaitEntries(300);
    assertThat(consumer.entries().stream().map(r -> r.message().payload().text()))
        .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "m" + i).toList());
    assertThat(answers).allMatch(a -> a instanceof Appended.Accepted);
  }

  @Test
  void takesNothingFromAnEmptyCall() throws InterruptedException {
    assertThat(edges.log().append(List.of())).isEmpty();
  }

  @Test
  void servesManyThreads() throws Exception {
    List<MessageId> accepted = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<MessageId>>> runs = new ArrayList<>();
      for (int t = 0; t < 32; t++) {
        runs.add(
            threads.submit(() -> {
              List<MessageId> own = new ArrayList<>();
              for (int i = 0; i < 25; i++) {
                own.add(append(Drafts.plain(application.id(), "x", endpoint)).id());
              }
              return own;
            }));
      }
      for (Future<List<MessageId>> run : runs) {
        assertThat(run.get()).isSorted();
        accepted.addAll(run.get());
      }
    }
    consumer.awaitEntries(800);
    assertThat(consumer.ids()).isSorted().containsExactlyInAnyOrderElementsOf(accepted);
  }

  @Test
  void answersARepeatedIdempotencyKeyWithTheFirstMessage() throws InterruptedException {
    Message first = append(Drafts.keyed(application.id(), "1", null, "key"));
    Draft again = Drafts.keyed(application.id(), "2", null, "key");
    assertThat(edges.log().append(List.of(again)))
        .containsExactly(new Appended.Repeated(first.id()));
    Application other = edges.application();
    append(Drafts.keyed(other.id(), "3", null, "key"));
  }

  @Test
  void forgetsAnIdempotencyKeyAfterTwelveHours() throws InterruptedException {
    append(Drafts.keyed(application.id(), "1", null, "key"));
    clock.turn(Duration.ofHours(11));
    Draft again = Drafts.keyed(application.id(), "2", null, "key");
    assertThat(edges.log().append(List.of(again)).getFirst()).isInstanceOf(Appended.Repeated.class);
    clock.turn(Duration.ofHours(2));
    Message second = append(again);
    assertThat(edges.log().append(List.of(again)))
        .containsExactly(new Appended.Repeated(second.id()));
  }

  @Test
  void refusesASecondEventId() throws InterruptedException {
    Message first = append(Drafts.keyed(application.id(), "1", "evt", null));
    clock.turn(Duration.ofHours(13));
    assertThat(edges.log().append(List.of(Drafts.keyed(application.id(), "2", "evt", null))))
        .containsExactly(new Appended.Conflict(first.id()));
  }

  /** What was taken before is taken after, by whatever process. */
  @Test
  void publishesOnceOverARestart() throws InterruptedException {
    Message keyed = append(Drafts.keyed(application.id(), "1", null, "key"));
    Message named = append(Drafts.keyed(application.id(), "2", "evt", null));
    var _ = restart();
    assertThat(
            edges
                .log()
                .append(
                    List.of(
                        Drafts.keyed(application.id(), "1", null, "key"),
                        Drafts.keyed(application.id(), "2", "evt", null))))
        .containsExactly(new Appended.Repeated(keyed.id()), new Appended.Conflict(named.id()));
  }

  @Test
  void aRefusedDraftClaimsNothing() throws InterruptedException {
    Message first = append(Drafts.keyed(application.id(), "1", "evt", null));
    List<Appended> answers =
        edges
            .log()
            .append(
                List.of(
                    Drafts.keyed(application.id(), "2", "evt", "free"),
                    Drafts.keyed(application.id(), "3", "other", "free")));
    assertThat(answers.getFirst()).isEqualTo(new Appended.Conflict(first.id()));
    assertThat(answers.getLast()).isInstanceOf(Appended.Accepted.class);
  }

  @Test
  void decidesDuplicatesOfOneCallInOrder() throws InterruptedException {
    List<Appended> answers =
        edges
            .log()
            .append(
                List.of(
                    Drafts.keyed(application.id(), "1", null, "k"),
                    Drafts.keyed(application.id(), "2", null, "k"),
                    Drafts.keyed(application.id(), "3", "e", null),
                    Drafts.keyed(application.id(), "4", "e", "k"),
                    Drafts.keyed(application.id(), "5", "e", "l")));
    MessageId first = ((Appended.Accepted) answers.get(0)).message().id();
    MessageId third = ((Appended.Accepted) answers.get(2)).message().id();
    assertThat(answers.get(1)).isEqualTo(new Appended.Repeated(first));
    assertThat(answers.get(3)).isEqualTo(new Appended.Repeated(first));
    assertThat(answers.get(4)).isEqualTo(new Appended.Conflict(third));
  }

  @Test
  void letsOneOfManyConcurrentDuplicatesThrough() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 10; round++) {
        Draft draft = Drafts.keyed(application.id(), "x", "evt-" + round, "key-" + round);
        List<Future<Appended>> runs =
            IntStream.range(0, 16)
                .mapToObj(_ -> threads.submit(() -> edges.log().append(List.of(draft)).getFirst()))
                .toList();
        List<MessageId> winners = new ArrayList<>();
        List<MessageId> named = new ArrayList<>();
        for (Future<Appended> run : runs) {
          switch (run.get()) {
            case Appended.Accepted(Message message) -> winners.add(message.id());
            case Appended.Repeated(MessageId first) -> named.add(first);
            case Appended other -> throw new AssertionError(other);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(named).hasSize(15).containsOnly(winners.getFirst());
      }
    }
  }

  @Test
  void refusesOnlyTheDraftThatCannotBeStored() throws InterruptedException {
    Draft bad = Drafts.keyed(application.id(), "x", "nul\0", null);
    Draft half = Drafts.keyed(application.id(), "x", "half \ud800", null);
    List<Appended> answers =
        edges
            .log()
            .append(
                List.of(
                    Drafts.plain(application.id(), "1"),
                    bad,
                    half,
                    Drafts.plain(application.id(), "2")));
    assertThat(answers.get(0)).isInstanceOf(Appended.Accepted.class);
    assertThat(answers.get(1)).isInstanceOf(Appended.Unstorable.class);
    assertThat(answers.get(2)).isInstanceOf(Appended.Unstorable.class);
    assertThat(answers.get(3)).isInstanceOf(Appended.Accepted.class);
  }

  @Test
  void keepsLargeAndStrangePayloads() throws InterruptedException {
    byte[] large = new byte[3 << 20];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) ((i * 31) >> 3);
    }
    Draft plain = Drafts.plain(application.id(), "");
    Draft draft =
        new Draft(
            application.id(),
            "ünïcode 🐎",
            "order 🐎",
            List.of("ch{a,\"n\\nel"),
            null,
            null,
            "application/octet-stream",
            Duration.ofHours(7 * 24 + 5),
            Payload.of(large),
            new Extras(
                List.of("t{ag,\"n\\el"),
                Map.of("X-Ünï", "va\"l\nue"),
                Instant.parse("2026-03-05T10:00:00.123456Z")),
            null,
            List.of(endpoint));
    Message stored = append(draft);
    append(plain);
    List<Routed> again = restart().entries();
    assertThat(again.getFirst().message()).isEqualTo(stored);
    assertThat(again.getFirst().message().payload().bytes()).isEqualTo(large);
    assertThat(again.getLast().message().payload().size()).isZero();
  }

  @Test
  void handsOverAfterARestartWhatIsNotSettled() throws InterruptedException {
    Message first = append(Drafts.plain(application.id(), "1", endpoint));
    Message second = append(Drafts.plain(application.id(), "2", endpoint));
    Message third = append(Drafts.plain(application.id(), "3", endpoint));
    Parked row = Drafts.room(endpoint, third.id());
    edges
        .recorder()
        .record(
            0,
            List.of(delivered(1, first), delivered(2, second), Drafts.parking(3, row)),
            first.id());
    consumer.awaitCommitted(0, 3);
    CollectingConsumer next = restart();
    Recovered recovered = Objects.requireNonNull(next.assigned().get(0));
    assertThat(recovered.checkpoint()).isEqualTo(first.id());
    assertThat(next.ids()).containsExactly(second.id(), third.id());
    assertThat(recovered.done())
        .containsExactlyInAnyOrder(
            new Recovered.Done(second.id(), endpoint.id()),
            new Recovered.Done(third.id(), endpoint.id()));
    assertThat(recovered.endpoints())
        .containsExactly(new Recovered.Backlog(endpoint, 1, 0, null, List.of()));
    assertThat(next.epochs().get(0)).isGreaterThan(consumer.epochs().get(0));
    Message fourth = append(Drafts.plain(application.id(), "4", endpoint));
    assertThat(fourth.id()).isGreaterThan(third.id());
  }

  @Test
  void countsTheBacklogOfEachLane() throws InterruptedException {
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add(append(Drafts.plain(application.id(), "m", endpoint)).id());
    }
    Instant soon = clock.instant().plusSeconds(30);
    Instant later = soon.plusSeconds(60);
    edges
        .recorder()
        .record(
            0,
            List.of(
                Drafts.parking(1, Drafts.due(endpoint, ids.get(0), 7, later)),
                Drafts.parking(2, Drafts.held(endpoint, ids.get(1), 7)),
                Drafts.parking(3, Drafts.held(endpoint, ids.get(2), 7)),
                Drafts.parking(4, Drafts.held(endpoint, ids.get(3), 9)),
                Drafts.parking(5, Drafts.due(endpoint, ids.get(4), 0, soon)),
                Drafts.parking(6, Drafts.room(endpoint, ids.get(5))),
                Drafts.parking(7, Drafts.room(endpoint, ids.get(6), 7)),
                Drafts.parking(8, Drafts.room(endpoint, ids.get(7), 11))),
            ids.get(7));
    consumer.awaitCommitted(0, 8);
    CollectingConsumer next = restart();
    assertThat(next.entries()).isEmpty();
    Recovered.Backlog backlog =
        Objects.requireNonNull(next.assigned().get(0)).endpoints().getFirst();
    assertThat(backlog.room()).isEqualTo(3);
    assertThat(backlog.due()).isEqualTo(2);
    assertThat(backlog.nextDue()).isEqualTo(soon);
    assertThat(backlog.lanes())
        .containsExactlyInAnyOrder(
            new Recovered.LaneBacklog(7, true, 2), new Recovered.LaneBacklog(9, false, 1));
  }

  @Test
  void theLastChangeOfAParkedDeliveryWins() throws InterruptedException {
    MessageId id = append(Drafts.plain(application.id(), "m", endpoint)).id();
    Parked room = Drafts.room(endpoint, id);
    Parked due = Drafts.due(endpoint, id, 0, clock.instant());
    edges
        .recorder()
        .record(
            0,
            List.of(
                Drafts.parking(1, room),
                Drafts.unparking(2, room),
                Drafts.parking(3, room),
                Drafts.parking(4, due)),
            null);
    consumer.awaitCommitted(0, 4);
    assertThat(room(endpoint)).isEmpty();
    edges.recorder().record(0, List.of(Drafts.parking(5, room), Drafts.unparking(6, room)), null);
    consumer.awaitCommitted(0, 6);
    CollectingConsumer next = restart();
    assertThat(Objects.requireNonNull(next.assigned().get(0)).endpoints()).isEmpty();
  }

  @Test
  void aCheckpointNeverGoesBack() throws InterruptedException {
    Message first = append(Drafts.plain(application.id(), "1", endpoint));
    Message second = append(Drafts.plain(application.id(), "2", endpoint));
    edges.recorder().record(0, List.of(delivered(1, second)), second.id());
    edges.recorder().record(0, List.of(delivered(2, first)), first.id());
    consumer.awaitCommitted(0, 2);
    CollectingConsumer next = restart();
    assertThat(Objects.requireNonNull(next.assigned().get(0)).checkpoint()).isEqualTo(second.id());
    assertThat(next.entries()).isEmpty();
  }

  @Test
  void cancelsEveryParkedDeliveryOfAnEndpoint() throws InterruptedException {
    Endpoint other = edges.endpoint(application);
    List<Message> messages = new ArrayList<>();
    List<Draft> drafts =
        IntStream.range(0, 1_200).mapToObj(_ -> Drafts.plain(application.id(), "m")).toList();
    for (Appended answer : edges.log().append(drafts)) {
      messages.add(((Appended.Accepted) answer).message());
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      entries.add(Drafts.parking(i + 1, Drafts.room(endpoint, messages.get(i).id())));
    }
    entries.add(Drafts.parking(messages.size() + 1, Drafts.room(other, messages.getFirst().id())));
    edges.recorder().record(0, entries, null);
    consumer.awaitCommitted(0, entries.size());
    assertThat(edges.recorder().cancelParked(endpoint.id())).isEqualTo(1_200);
    assertThat(edges.recorder().cancelParked(endpoint.id())).isZero();
    assertThat(room(endpoint)).isEmpty();
    assertThat(room(other)).hasSize(1);
    assertThat(
            edges.history().destinations(application.id(), messages.getFirst().id()).stream()
                .filter(d -> d.endpoint().equals(endpoint.id())))
        .allMatch(d -> d.state() == Entry.State.CANCELLED && !d.attempted());
  }

  @Test
  void hasOneConsumer() {
    assertThatThrownBy(() -> edges.log().subscribe(new CollectingConsumer()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesAppendsOnceClosed() throws InterruptedException {
    edges.close();
    edges.close();
    assertThat(edges.log().append(List.of(Drafts.plain(application.id(), "late"))))
        .allMatch(a -> a instanceof Appended.Unavailable);
  }

  private static Entry delivered(Message message, long ticket, Endpoint endpoint) {
    return Drafts.attempted(
        ticket, endpoint, message.id(), 200, Entry.State.DELIVERED, new Entry.ParkedChange.None());
  }

  private Entry delivered(long ticket, Message message) {
    return delivered(message, ticket, endpoint);
  }

  private List<Parked> room(Endpoint of) throws InterruptedException {
    return edges
        .parked()
        .load(new ParkedStore.Load.Room(of.id(), 0, new ParkedStore.Limit(250, Long.MAX_VALUE)))
        .rows()
        .stream()
        .map(ParkedStore.Row::parked)
        .toList();
  }
}
