package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Timings;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Attempt;
import dev.postrider.history.History.AttemptFilter;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.log.Appended;
import dev.postrider.message.AttemptId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
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

/** What every history promises. */
public abstract class HistoryContract {
  private static final MessageFilter ANY = new MessageFilter(null, null, Set.of(), null, null);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private Edges edges;
  private History history;
  private Application application;
  private Endpoint endpoint;
  private Endpoint second;
  private long tickets;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    history = edges.history();
    application = edges.application();
    endpoint = edges.endpoint(application);
    second = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private Message append(String type, String... channels) throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    return Drafts.accepted(
        edges.log(), Drafts.typed(application.id(), type, List.of(channels), endpoint, second));
  }

  private void record(Entry entry) {
    int shard = edges.log().shardOf(application.id());
    edges.recorder().record(shard, List.of(entry), null);
    consumer.awaitCommitted(shard, entry.ticket());
  }

  private void attempt(Message message, Endpoint at, int status, Entry.State state) {
    clock.turn(Duration.ofSeconds(1));
    record(
        Drafts.attempted(
            ++tickets, at, message.id(), status, state, new Entry.ParkedChange.None()));
  }

  private static <K> Page.Request<K> newest(int limit) {
    return new Page.Request<>(null, limit, false, false);
  }

  private static AttemptFilter where(
      Set<Entry.State> states, @Nullable Integer statusClass, @Nullable String channel) {
    return new AttemptFilter(states, statusClass, channel, null, Set.of(), null, null, null);
  }

  private List<MessageId> messages(MessageFilter filter) {
    return history.messages(application.id(), filter, Content.WHOLE, newest(10)).entries().stream()
        .map(m -> m.message().id())
        .toList();
  }

  private List<Integer> statuses(AttemptFilter filter) {
    return history
        .attemptsOfEndpoint(application.id(), endpoint.id(), filter, newest(10))
        .entries()
        .stream()
        .map(Attempt::status)
        .toList();
  }

  @Test
  void findsAMessageByIdAndByEventId() throws InterruptedException {
    Message message =
        Drafts.accepted(edges.log(), Drafts.keyed(application.id(), "{}", "evt-1", null));
    assertThat(history.message(application.id(), message.id().toString()))
        .contains(new History.StoredMessage(message, false));
    assertThat(history.message(application.id(), "evt-1"))
        .contains(new History.StoredMessage(message, false));
    assertThat(history.message(application.id(), "evt-2")).isEmpty();
    assertThat(history.message(edges.application().id(), "evt-1")).isEmpty();
    assertThat(history.message(edges.application().id(), message.id().toString())).isEmpty();
  }

  @Test
  void findsAMessageByItsKeyAsLongAsTheKeyCounts() throws InterruptedException {
    Message message =
        Drafts.accepted(edges.log(), Drafts.keyed(application.id(), "{}", "evt-1", "key"));
    assertThat(history.messageOfKey(application.id(), "key"))
        .contains(new History.StoredMessage(message, false));
    assertThat(history.messageOfKey(application.id(), "evt-1")).isEmpty();
    assertThat(history.messageOfKey(edges.application().id(), "key")).isEmpty();
    clock.turn(Duration.ofHours(12).minusSeconds(1));
    assertThat(history.messageOfKey(application.id(), "key")).isPresent();
    clock.turn(Duration.ofSeconds(2));
    assertThat(history.messageOfKey(application.id(), "key")).isEmpty();
  }

  @Test
  void listsWhatWasAcknowledged() throws InterruptedException {
    Message first = append("a");
    Message next = append("b", "one", "two");
    Message last = append("b", "two");
    assertThat(messages(ANY)).containsExactly(last.id(), next.id(), first.id());
    assertThat(messages(new MessageFilter("one", null, Set.of(), null, null)))
        .containsExactly(next.id());
    assertThat(messages(new MessageFilter(null, null, Set.of("a", "c"), null, null)))
        .containsExactly(first.id());
    assertThat(messages(new MessageFilter(null, null, Set.of(), last.created(), first.created())))
        .containsExactly(next.id());
    Page<History.StoredMessage> page =
        history.messages(application.id(), ANY, Content.WHOLE, newest(2));
    assertThat(page.done()).isFalse();
    assertThat(
            history
                .messages(
                    application.id(),
                    ANY,
                    Content.WHOLE,
                    new Page.Request<>(next.id(), 2, false, false))
                .entries())
        .containsExactly(new History.StoredMessage(first, false));
    assertThat(
            history.messages(
                application.id(),
                ANY,
                Content.WHOLE,
                new Page.Request<>(first.id(), 2, false, true)))
        .isEqualTo(page.done() ? page : new Page<>(page.entries(), true));
  }

  @Test
  void emptiesAllPayloadsUpToAMessage() throws InterruptedException {
    Application other = edges.application();
    Message foreign = Drafts.accepted(edges.log(), Drafts.plain(other.id(), "{}"));
    List<Message> all =
        edges
            .log()
            .append(Collections.nCopies(1_100, Drafts.plain(application.id(), "{}")))
            .stream()
            .map(answer -> ((Appended.Accepted) answer).message())
            .toList();
    MessageId last = all.get(1_050).id();
    MessageId reached = new MessageId(1);
    int emptied = 0;
    while (!reached.equals(last)) {
      History.Expunged piece = history.expungePayloads(application.id(), reached, last);
      assertThat(piece.reached()).isGreaterThan(reached);
      assertThat(piece.payloads()).isLessThanOrEqualTo(500);
      reached = piece.reached();
      emptied += piece.payloads();
    }
    assertThat(emptied).isEqualTo(1_051);
    assertThat(history.expungePayloads(application.id(), new MessageId(1), all.get(9).id()))
        .isEqualTo(new History.Expunged(all.get(9).id(), 0));
    assertThat(gone(all.get(1_050))).isTrue();
    assertThat(gone(all.getFirst())).isTrue();
    assertThat(gone(all.get(700))).isTrue();
    assertThat(gone(all.get(1_051))).isFalse();
    assertThat(history.message(other.id(), foreign.id().toString()).orElseThrow().payloadGone())
        .isFalse();
  }

  private boolean gone(Message message) {
    return history.message(application.id(), message.id().toString()).orElseThrow().payloadGone();
  }

  @Test
  void forgetsWhatAReceiverAnswered() throws InterruptedException {
    Message message = append("a");
    attempt(message, endpoint, 500, Entry.State.PENDING);
    Attempt attempt =
        history
            .attemptsOfMessage(
                application.id(), message.id(), where(Set.of(), null, null), newest(1))
            .entries()
            .getFirst();
    assertThat(attempt.response().text()).isEqualTo("answer 500");
    assertThat(history.expungeResponse(edges.application().id(), message.id(), attempt.id()))
        .isFalse();
    assertThat(history.expungeResponse(application.id(), message.id(), attempt.id())).isTrue();
    assertThat(
            history
                .attempt(application.id(), message.id(), attempt.id())
                .orElseThrow()
                .response()
                .text())
        .isEqualTo("EXPUNGED");
  }

  @Test
  void findsManyWithoutTheirPayloads() throws InterruptedException {
    Message one = append("a");
    Message two = append("b", "one");
    history.expungePayload(application.id(), two.id());
    assertThat(
            history.messagesWithoutPayloads(
                application.id(), List.of(two.id(), one.id(), new MessageId(7))))
        .containsExactlyInAnyOrder(
            new History.StoredMessage(one.withoutPayload(), false),
            new History.StoredMessage(two.withoutPayload(), true));
    assertThat(
            history.messagesWithoutPayloads(edges.application().id(), List.of(one.id(), two.id())))
        .isEmpty();
  }

  @Test
  void findsByTag() throws InterruptedException {
    Message plain = append("a");
    Message tagged =
        Drafts.accepted(
            edges.log(),
            Drafts.with(
                Drafts.typed(application.id(), "a", List.of(), endpoint),
                Extras.of(List.of("t", "u"), Map.of(), null)));
    assertThat(messages(new MessageFilter(null, "u", Set.of(), null, null)))
        .containsExactly(tagged.id());
    assertThat(messages(new MessageFilter(null, "x", Set.of(), null, null))).isEmpty();
    attempt(plain, endpoint, 500, Entry.State.PENDING);
    attempt(tagged, endpoint, 200, Entry.State.DELIVERED);
    assertThat(statuses(new AttemptFilter(Set.of(), null, null, "t", Set.of(), null, null, null)))
        .containsExactly(200);
  }

  private Message large(int size) throws InterruptedException {
    return Drafts.accepted(
        edges.log(), Drafts.plain(application.id(), "\"" + "x".repeat(size - 2) + "\""));
  }

  /** 250 of the largest messages would not fit into the heap. */
  @Test
  void endsAPageOfLargeMessagesBeforeItFillsTheMemory() throws InterruptedException {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.addFirst(large(i == 3 ? 10 << 20 : 3 << 20));
    }
    assertThat(walk(false)).isEqualTo(all);
    assertThat(walk(true)).isEqualTo(all);
  }

  /** Every message, by pages from one end of the list to the other. */
  private List<Message> walk(boolean backwards) {
    List<Message> walked = new ArrayList<>();
    MessageId after = backwards ? new MessageId(1) : null;
    for (boolean done = false; !done; ) {
      Page<History.StoredMessage> page =
          history.messages(
              application.id(),
              ANY,
              Content.WHOLE,
              new Page.Request<>(after, 250, false, backwards));
      List<Message> messages = page.entries().stream().map(History.StoredMessage::message).toList();
      assertThat(messages).isNotEmpty();
      assertThat(messages.stream().mapToInt(m -> m.payload().size()).sum())
          .isLessThanOrEqualTo(18 << 20);
      after = (backwards ? messages.getFirst() : messages.getLast()).id();
      walked.addAll(backwards ? 0 : walked.size(), messages);
      done = page.done();
    }
    return walked;
  }

  @Test
  void listsMessagesWithoutTheirPayloads() throws InterruptedException {
    List<History.StoredMessage> bare = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Message message = large(3 << 20);
      boolean gone = i == 1 && history.expungePayload(application.id(), message.id());
      bare.addFirst(new History.StoredMessage(message.withoutPayload(), gone));
    }
    assertThat(history.messages(application.id(), ANY, Content.WITHOUT_PAYLOAD, newest(5)))
        .isEqualTo(new Page<>(bare, true));
    assertThat(history.messages(application.id(), ANY, Content.WITHOUT_PAYLOAD, newest(4)))
        .isEqualTo(new Page<>(bare.subList(0, 4), false));
  }

  @Test
  void listsAttempts() throws InterruptedException {
    Message one = append("a", "ch");
    Message two = append("b");
    attempt(one, endpoint, 500, Entry.State.PENDING);
    attempt(one, second, 200, Entry.State.DELIVERED);
    attempt(two, endpoint, 404, Entry.State.PENDING);
    attempt(one, endpoint, 204, Entry.State.DELIVERED);
    AttemptFilter any = where(Set.of(), null, null);
    assertThat(statuses(any)).containsExactly(204, 404, 500);
    assertThat(statuses(where(Set.of(Entry.State.DELIVERED), null, null))).containsExactly(204);
    assertThat(statuses(where(Set.of(Entry.State.PENDING, Entry.State.CANCELLED), null, null)))
        .containsExactly(404, 500);
    assertThat(statuses(where(Set.of(), 400, null))).containsExactly(404);
    assertThat(statuses(where(Set.of(), null, "ch"))).containsExactly(204, 500);
    assertThat(
            statuses(new AttemptFilter(Set.of(), null, null, null, Set.of("b"), null, null, null)))
        .containsExactly(404);
    Page<Attempt> ofMessage = history.attemptsOfMessage(application.id(), one.id(), any, newest(2));
    assertThat(ofMessage.entries().stream().map(Attempt::status)).containsExactly(204, 200);
    assertThat(ofMessage.done()).isFalse();
    AttemptId last = ofMessage.entries().getLast().id();
    assertThat(
            history
                .attemptsOfMessage(
                    application.id(), one.id(), any, new Page.Request<>(last, 2, false, false))
                .entries()
                .stream()
                .map(Attempt::status))
        .containsExactly(500);
    AttemptFilter bySecond =
        new AttemptFilter(Set.of(), null, null, null, Set.of(), second.id(), null, null);
    Attempt found =
        history
            .attemptsOfMessage(application.id(), one.id(), bySecond, newest(9))
            .entries()
            .getFirst();
    assertThat(found)
        .isEqualTo(
            new Attempt(
                found.id(),
                one.id(),
                second.id(),
                second.settings().url(),
                1,
                false,
                Entry.State.DELIVERED,
                200,
                Duration.ofMillis(12),
                Drafts.TIMINGS,
                Payload.of("answer 200")));
    assertThat(history.attempt(application.id(), one.id(), found.id())).contains(found);
    assertThat(history.attempt(application.id(), two.id(), found.id())).isEmpty();
    assertThat(
            history
                .attemptsOfEndpoint(edges.application().id(), endpoint.id(), any, newest(9))
                .entries())
        .isEmpty();
  }

  @Test
  void makesWhateverAReceiverSentSafe() throws InterruptedException {
    Message message = append("a");
    byte[] body = new byte[30_000];
    Attempted answered =
        new Attempted(
            "https://example.com/" + "x".repeat(9_000) + "\0\ud800",
            clock.instant(),
            Duration.ofDays(9),
            new Outcome.Answered(599, null, Payload.of(body)));
    record(entry(message, answered, Entry.State.PENDING, null));
    Attempt stored = attempts(message).getFirst();
    assertThat(stored.status()).isEqualTo(599);
    assertThat(stored.response().size()).isEqualTo(20_000);
    Attempted silent =
        new Attempted(
            "https://example.com/",
            clock.instant(),
            Duration.ofSeconds(1),
            new Outcome.Unanswered(Outcome.Failure.TIMEOUT, "no answer \0 in time"));
    record(entry(message, silent, Entry.State.DISCARDED, "no attempts left"));
    assertThat(attempts(message).getFirst().timings()).isEqualTo(Timings.NONE);
    assertThat(attempts(message).getFirst().status()).isZero();
    assertThat(attempts(message).getFirst().response().text()).contains("no answer");
    assertThat(statuses(where(Set.of(), 0, null))).containsExactly(0);
  }

  private Entry entry(
      Message message, @Nullable Attempted attempted, Entry.State state, @Nullable String reason) {
    return new Entry(
        ++tickets,
        endpoint.id(),
        message.id(),
        application.id(),
        1,
        false,
        attempted,
        state,
        reason,
        new Entry.ParkedChange.None());
  }

  private List<Attempt> attempts(Message message) {
    return history
        .attemptsOfMessage(application.id(), message.id(), where(Set.of(), null, null), newest(9))
        .entries();
  }

  @Test
  void saysWhereEachDeliveryStands() throws InterruptedException {
    Message message = append("a");
    assertThat(history.destinations(application.id(), message.id()))
        .containsExactlyInAnyOrder(
            new History.Destination(endpoint.id(), Entry.State.PENDING, false, null),
            new History.Destination(second.id(), Entry.State.PENDING, false, null));
    Instant due = clock.instant().plusSeconds(60);
    Parked row = Drafts.due(endpoint, message.id(), 0, due);
    record(
        Drafts.attempted(
            ++tickets,
            endpoint,
            message.id(),
            500,
            Entry.State.PENDING,
            new Entry.ParkedChange.Put(row)));
    attempt(message, second, 200, Entry.State.DELIVERED);
    assertThat(history.destinations(application.id(), message.id()))
        .containsExactlyInAnyOrder(
            new History.Destination(endpoint.id(), Entry.State.PENDING, true, due),
            new History.Destination(second.id(), Entry.State.DELIVERED, true, null));
    Entry discarded = entry(message, null, Entry.State.DISCARDED, "given up by hand");
    record(
        new Entry(
            discarded.ticket(),
            endpoint.id(),
            message.id(),
            application.id(),
            1,
            false,
            null,
            Entry.State.DISCARDED,
            "given up by hand",
            new Entry.ParkedChange.Remove()));
    assertThat(history.destinations(application.id(), message.id()))
        .contains(new History.Destination(endpoint.id(), Entry.State.DISCARDED, true, null));
    assertThat(attempts(message).getFirst().response().text()).isEqualTo("given up by hand");
  }

  @Test
  void expungesAPayload() throws InterruptedException {
    Message message = append("a");
    assertThat(history.expungePayload(application.id(), message.id())).isTrue();
    assertThat(history.expungePayload(application.id(), new MessageId(4711))).isFalse();
    History.StoredMessage left =
        history.message(application.id(), message.id().toString()).orElseThrow();
    assertThat(left.payloadGone()).isTrue();
    assertThat(left.message().payload()).isEqualTo(Payload.EMPTY);
    Message other = append("b");
    clock.turn(Duration.ofDays(89));
    assertThat(history.message(application.id(), other.id().toString()).orElseThrow().payloadGone())
        .isFalse();
    clock.turn(Duration.ofDays(2));
    assertThat(history.message(application.id(), other.id().toString()).orElseThrow().payloadGone())
        .isTrue();
  }

  @Test
  void isHealthy() {
    assertThat(history.healthy()).isTrue();
  }
}
