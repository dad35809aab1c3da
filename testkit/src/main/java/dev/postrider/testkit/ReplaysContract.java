package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.task.Replays;
import dev.postrider.task.Replays.Found;
import dev.postrider.task.Replays.Piece;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all promise who find the messages to be sent again. */
public abstract class ReplaysContract {
  private static final MessageId FIRST = new MessageId(1);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private Edges edges;
  private Replays replays;
  private Application application;
  private Endpoint endpoint;
  private long tickets;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    replays = edges.replays();
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private Message append(Endpoint... targets) throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    return Drafts.accepted(edges.log(), Drafts.plain(application.id(), "{\"n\":1}", targets));
  }

  private void record(Entry entry) {
    int shard = edges.log().shardOf(application.id());
    edges.recorder().record(shard, List.of(entry), null);
    consumer.awaitCommitted(shard, entry.ticket());
  }

  private void attempt(Message message, int status, State state) {
    row(message, endpoint, status, state, false, new Entry.ParkedChange.None());
  }

  private void resent(Message message, int status) {
    State state = status == 200 ? State.DELIVERED : State.DISCARDED;
    row(message, endpoint, status, state, true, new Entry.ParkedChange.None());
  }

  private void failed(Message message) {
    attempt(message, 500, State.DISCARDED);
  }

  private void row(
      Message message,
      Endpoint at,
      int status,
      State state,
      boolean manual,
      Entry.ParkedChange parked) {
    clock.turn(Duration.ofSeconds(1));
    Attempted attempted =
        status < 0
            ? null
            : new Attempted(
                "https://example.com/hook",
                clock.instant(),
                Duration.ofMillis(5),
                status == 0
                    ? new Outcome.Unanswered(Outcome.Failure.TIMEOUT, "late")
                    : new Outcome.Answered(status, null, Payload.EMPTY));
    record(
        new Entry(
            ++tickets,
            at.id(),
            message.id(),
            application.id(),
            1,
            manual,
            attempted,
            state,
            attempted == null ? "a reason" : null,
            parked));
  }

  private void park(Parked row) {
    record(Drafts.parking(++tickets, row));
  }

  private Piece all() throws InterruptedException {
    MessageId last = append().id();
    return new Piece(application.id(), FIRST, last, last.value());
  }

  private static List<MessageId> ids(Found found) {
    return found.messages().stream().map(Message::id).toList();
  }

  private List<MessageId> recovered() throws InterruptedException {
    return ids(replays.failed(all(), new Work.Recover(endpoint.id())));
  }

  private List<MessageId> settled(Work.Wanted wanted) throws InterruptedException {
    return ids(replays.settled(all(), new Work.BulkReplay(endpoint.id(), wanted)));
  }

  private List<MessageId> missing() throws InterruptedException {
    return ids(replays.unaddressed(all(), new Work.ReplayMissing(endpoint.id()), false));
  }

  @Test
  void findsWhatFailedForGoodAndNothingElse() throws InterruptedException {
    Message delivered = append(endpoint);
    Message discarded = append(endpoint);
    Message retried = append(endpoint);
    Message waiting = append(endpoint);
    append(endpoint);
    Message cancelled = append(endpoint);
    Message elsewhere = append(endpoint);
    attempt(delivered, 500, State.PENDING);
    attempt(delivered, 200, State.DELIVERED);
    attempt(retried, 500, State.PENDING);
    failed(retried);
    row(
        waiting,
        endpoint,
        500,
        State.PENDING,
        false,
        new Entry.ParkedChange.Put(
            Drafts.due(endpoint, waiting.id(), 0, clock.instant().plusSeconds(60))));
    row(cancelled, endpoint, -1, State.CANCELLED, false, new Entry.ParkedChange.None());
    Endpoint other = edges.endpoint(application);
    row(elsewhere, other, 500, State.DISCARDED, false, new Entry.ParkedChange.None());
    failed(discarded);
    assertThat(recovered()).containsExactly(discarded.id(), retried.id());
    Found found = replays.failed(all(), new Work.Recover(endpoint.id()));
    assertThat(found.messages().getFirst()).isEqualTo(discarded.withoutPayload());
    Application stranger = edges.application();
    Piece theirs = new Piece(stranger.id(), FIRST, found.reached(), found.reached().value());
    assertThat(replays.failed(theirs, new Work.Recover(endpoint.id())).messages()).isEmpty();
  }

  @Test
  void aResendCountsAsAnAttemptAndSettlesNoDeliveryOfItsOwn() throws InterruptedException {
    Message arrived = append(endpoint);
    failed(arrived);
    resent(arrived, 200);
    Message inVain = append(endpoint);
    failed(inVain);
    resent(inVain, 500);
    Message stillInMemory = append(endpoint);
    resent(stillInMemory, 500);
    Message resentAlone = append();
    resent(resentAlone, 500);
    assertThat(recovered()).containsExactly(inVain.id(), resentAlone.id());
    assertThat(settled(Work.Wanted.ANY))
        .containsExactly(arrived.id(), inVain.id(), resentAlone.id());
    assertThat(missing()).doesNotContain(resentAlone.id());
  }

  @Test
  void neverFindsWhatWaits() throws InterruptedException {
    Message again = append(endpoint);
    failed(again);
    Message asked = append(endpoint);
    failed(asked);
    Message replayed = append();
    park(Drafts.due(endpoint, again.id(), 0, clock.instant()));
    Parked resend =
        new Parked(
            endpoint.id(),
            asked.id(),
            application.id(),
            0,
            Parked.Wait.DUE,
            clock.instant(),
            0,
            true);
    park(resend);
    park(Drafts.due(endpoint, replayed.id(), 0, clock.instant()));
    assertThat(recovered()).isEmpty();
    assertThat(settled(Work.Wanted.ANY)).isEmpty();
    assertThat(missing()).doesNotContain(replayed.id());
    record(Drafts.unparking(++tickets, resend));
    assertThat(recovered()).containsExactly(asked.id());
  }

  @Test
  void neverFindsWhatHasNoPayload() throws InterruptedException {
    Message failed = append(endpoint);
    failed(failed);
    Message missed = append();
    assertThat(recovered()).containsExactly(failed.id());
    assertThat(missing()).contains(missed.id());
    edges.history().expungePayload(application.id(), failed.id());
    edges.history().expungePayload(application.id(), missed.id());
    assertThat(recovered()).isEmpty();
    assertThat(missing()).doesNotContain(missed.id());
    Message old = append(endpoint);
    failed(old);
    clock.turn(Duration.ofDays(89));
    assertThat(recovered()).containsExactly(old.id());
    clock.turn(Duration.ofDays(1));
    assertThat(recovered()).isEmpty();
  }

  @Test
  void neverFindsWhatWasTriedSinceTheTaskBegan() throws InterruptedException {
    Message before = append(endpoint);
    failed(before);
    Message since = append(endpoint);
    failed(since);
    Piece task = all();
    failed(since);
    assertThat(ids(replays.failed(task, new Work.Recover(endpoint.id()))))
        .containsExactly(before.id());
    Work.BulkReplay bulk = new Work.BulkReplay(endpoint.id(), Work.Wanted.ANY);
    assertThat(ids(replays.settled(task, bulk))).containsExactly(before.id());
  }

  @Test
  void findsWhatIsSettledAsItIsWanted() throws InterruptedException {
    Message good = kept("a", "north", "x");
    attempt(good, 500, State.PENDING);
    attempt(good, 204, State.DELIVERED);
    Message bad = kept("b", "south", "x");
    attempt(bad, 404, State.DISCARDED);
    Message silent = kept("a", "north", "y");
    attempt(silent, 0, State.DISCARDED);
    Message cancelled = kept("b", "south", "y");
    attempt(cancelled, 503, State.PENDING);
    row(cancelled, endpoint, -1, State.CANCELLED, false, new Entry.ParkedChange.None());
    resent(good, 500);
    Work.Wanted any = Work.Wanted.ANY;
    assertThat(settled(any)).containsExactly(good.id(), bad.id(), silent.id(), cancelled.id());
    assertThat(settled(states(State.DELIVERED))).containsExactly(good.id());
    assertThat(settled(states(State.DISCARDED))).containsExactly(bad.id(), silent.id());
    assertThat(settled(states(State.DISCARDED, State.CANCELLED)))
        .containsExactly(bad.id(), silent.id(), cancelled.id());
    assertThat(settled(wanted(Set.of("a", "c"), null, null, null)))
        .containsExactly(good.id(), silent.id());
    assertThat(settled(wanted(Set.of(), "south", null, null)))
        .containsExactly(bad.id(), cancelled.id());
    assertThat(settled(wanted(Set.of(), null, "y", null)))
        .containsExactly(silent.id(), cancelled.id());
    assertThat(settled(wanted(Set.of(), null, null, 400))).containsExactly(bad.id());
    assertThat(settled(wanted(Set.of(), null, null, 500)))
        .containsExactly(good.id(), cancelled.id());
    assertThat(settled(wanted(Set.of(), null, null, 0))).containsExactly(silent.id());
    assertThat(settled(wanted(Set.of("b"), "south", "x", 400))).containsExactly(bad.id());
    assertThat(settled(wanted(Set.of("b"), "north", null, null))).isEmpty();
  }

  private Message kept(String type, String channel, String tag) throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    Draft draft = Drafts.typed(application.id(), type, List.of(channel), endpoint);
    return Drafts.accepted(
        edges.log(), Drafts.with(draft, Extras.of(List.of(tag), Map.of(), null)));
  }

  private static Work.Wanted states(State... states) {
    return new Work.Wanted(Set.of(), null, null, Set.of(states), null);
  }

  private static Work.Wanted wanted(
      Set<String> types,
      @Nullable String channel,
      @Nullable String tag,
      @Nullable Integer statusClass) {
    return new Work.Wanted(types, channel, tag, Set.of(), statusClass);
  }

  @Test
  void findsWhatWasNeverForTheEndpoint() throws InterruptedException {
    Message missed = append();
    append(endpoint);
    Endpoint other = edges.endpoint(application);
    Message others = append(other);
    row(others, other, 200, State.DELIVERED, false, new Entry.ParkedChange.None());
    Message replayed = append();
    failed(replayed);
    Piece piece = all();
    Work.ReplayMissing work = new Work.ReplayMissing(endpoint.id());
    Found found = replays.unaddressed(piece, work, true);
    assertThat(ids(found)).containsExactly(missed.id(), others.id(), piece.last());
    assertThat(found.messages().getFirst()).isEqualTo(missed);
    assertThat(replays.unaddressed(piece, work, false).messages().getFirst())
        .isEqualTo(missed.withoutPayload());
  }

  @Test
  void walksItsRangePieceByPiece() throws InterruptedException {
    List<MessageId> all =
        edges
            .log()
            .append(Collections.nCopies(1_200, Drafts.plain(application.id(), "{}")))
            .stream()
            .map(answer -> ((Appended.Accepted) answer).message().id())
            .toList();
    MessageId after = all.get(9);
    MessageId last = all.get(1_150);
    assertThat(walk(after, last, false)).isEqualTo(all.subList(10, 1_151));
  }

  @Test
  void aPieceWithPayloadsFitsIntoMemory() throws InterruptedException {
    String large = "x".repeat(3 << 20);
    List<MessageId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(Drafts.accepted(edges.log(), Drafts.plain(application.id(), large)).id());
    }
    assertThat(walk(FIRST, all.getLast(), true)).isEqualTo(all);
  }

  private List<MessageId> walk(MessageId after, MessageId last, boolean payloads) {
    List<MessageId> found = new ArrayList<>();
    MessageId reached = after;
    while (!reached.equals(last)) {
      Found piece =
          replays.unaddressed(
              new Piece(application.id(), reached, last, Long.MAX_VALUE),
              new Work.ReplayMissing(endpoint.id()),
              payloads);
      assertThat(piece.messages()).hasSizeLessThanOrEqualTo(Replays.PIECE);
      assertThat(piece.messages().stream().mapToLong(m -> m.payload().size()).sum())
          .isLessThan((8 << 20) + (3 << 20));
      assertThat(piece.reached()).isGreaterThan(reached);
      found.addAll(ids(piece));
      reached = piece.reached();
    }
    return found;
  }

  @Test
  void theEndOfARangeIsLookedAtOnce() throws InterruptedException {
    Message failed = append(endpoint);
    failed(failed);
    Piece none = new Piece(application.id(), failed.id(), failed.id(), Long.MAX_VALUE);
    assertThat(replays.failed(none, new Work.Recover(endpoint.id())))
        .isEqualTo(new Found(List.of(), failed.id()));
    MessageId just = new MessageId(failed.id().value() - 1);
    Piece one = new Piece(application.id(), just, failed.id(), Long.MAX_VALUE);
    assertThat(ids(replays.failed(one, new Work.Recover(endpoint.id()))))
        .containsExactly(failed.id());
  }
}
