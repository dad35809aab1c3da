package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.Destination;
import dev.postrider.history.History.EndpointMessage;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.history.History.Standings;
import dev.postrider.history.History.Used;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every history promises of an endpoint's messages and of what is counted. */
public abstract class DeliveriesContract {
  private static final MessageFilter ANY = new MessageFilter(null, null, Set.of(), null, null);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  private final CollectingConsumer consumer = new CollectingConsumer();
  private Edges edges;
  private History history;
  private Application application;
  private Endpoint endpoint;
  private Endpoint other;
  private long tickets;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    history = edges.history();
    application = edges.application();
    endpoint = edges.endpoint(application);
    other = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private Message append(String type, List<String> channels, Endpoint... targets)
      throws InterruptedException {
    clock.turn(Duration.ofSeconds(1));
    return Drafts.accepted(edges.log(), Drafts.typed(application.id(), type, channels, targets));
  }

  private Message append(Endpoint... targets) throws InterruptedException {
    return append("a", List.of(), targets);
  }

  private void record(Entry entry) {
    clock.turn(Duration.ofSeconds(1));
    int shard = edges.log().shardOf(application.id());
    edges.recorder().record(shard, List.of(entry), null);
    consumer.awaitCommitted(shard, entry.ticket());
  }

  private void attempt(Message message, int status, State state, ParkedChange parked) {
    record(Drafts.attempted(++tickets, endpoint, message.id(), status, state, parked));
  }

  private void attempt(Message message, int status, State state) {
    attempt(message, status, state, new ParkedChange.None());
  }

  private void manual(Message message, State state) {
    Entry entry =
        Drafts.attempted(++tickets, endpoint, message.id(), 200, state, new ParkedChange.None());
    record(
        new Entry(
            entry.ticket(),
            entry.endpoint(),
            entry.message(),
            entry.application(),
            1,
            true,
            entry.attempted(),
            state,
            null,
            entry.parked()));
  }

  private void settled(Message message, State state) {
    record(
        new Entry(
            ++tickets,
            endpoint.id(),
            message.id(),
            application.id(),
            1,
            false,
            null,
            state,
            "by hand",
            new ParkedChange.None()));
  }

  private Parked due(Message message, Instant due) {
    return Drafts.due(endpoint, message.id(), 0, due);
  }

  private Page<EndpointMessage> page(
      MessageFilter filter, Predicate<Destination> where, Page.Request<MessageId> page) {
    return history.messagesOfEndpoint(
        application.id(), endpoint.id(), filter, where, Content.WHOLE, page);
  }

  private List<MessageId> list(MessageFilter filter, Predicate<Destination> where) {
    return ids(page(filter, where, from(null, 50, false)));
  }

  private static Page.Request<MessageId> from(
      @Nullable MessageId after, int limit, boolean backwards) {
    return new Page.Request<>(after, limit, false, backwards);
  }

  private static List<MessageId> ids(Page<EndpointMessage> page) {
    return page.entries().stream().map(e -> e.message().message().id()).toList();
  }

  private static Predicate<Destination> in(State state) {
    return destination -> destination.state() == state;
  }

  @Test
  void listsWhatWentToAnEndpointAndWhereItStands() throws InterruptedException {
    Message taken = append(endpoint, other);
    Message elsewhere = append(other);
    Message failed = append(endpoint);
    Message fresh = append(endpoint);
    attempt(taken, 200, State.DELIVERED);
    Instant due = clock.instant().plusSeconds(90);
    attempt(failed, 500, State.PENDING, new ParkedChange.Put(due(failed, due)));
    assertThat(page(ANY, Objects::nonNull, from(null, 9, false)))
        .isEqualTo(
            new Page<>(
                List.of(
                    at(fresh, State.PENDING, false, null),
                    at(failed, State.PENDING, true, due),
                    at(taken, State.DELIVERED, true, null)),
                true));
    assertThat(list(ANY, in(State.DELIVERED))).containsExactly(taken.id());
    assertThat(list(ANY, Destination::attempted)).containsExactly(failed.id(), taken.id());
    assertThat(list(ANY, in(State.CANCELLED))).isEmpty();
    assertThat(list(ANY, Objects::nonNull)).doesNotContain(elsewhere.id());
    assertThat(
            history
                .messagesOfEndpoint(
                    edges.application().id(),
                    endpoint.id(),
                    ANY,
                    Objects::nonNull,
                    Content.WHOLE,
                    from(null, 9, false))
                .entries())
        .isEmpty();
  }

  private EndpointMessage at(
      Message message, State state, boolean attempted, @Nullable Instant next) {
    return new EndpointMessage(
        new History.StoredMessage(message, false),
        new Destination(endpoint.id(), state, attempted, next));
  }

  @Test
  void listsWhatWasSentToAnEndpointLater() throws InterruptedException {
    Message first = append(other);
    Message next = append(other);
    Message replayed = append(other);
    Message never = append(other);
    manual(first, State.DELIVERED);
    attempt(replayed, 500, State.DISCARDED);
    Parked row = due(next, clock.instant());
    record(
        Drafts.parking(
            ++tickets,
            new Parked(
                row.endpoint(),
                row.message(),
                row.application(),
                row.lane(),
                row.waitsFor(),
                row.due(),
                0,
                true)));
    assertThat(list(ANY, Objects::nonNull)).containsExactly(replayed.id(), next.id(), first.id());
    assertThat(list(ANY, in(State.DELIVERED))).containsExactly(first.id());
    assertThat(list(ANY, Objects::nonNull)).doesNotContain(never.id());
  }

  @Test
  void listsByWhatTheMessagesAre() throws InterruptedException {
    Message one = append("a", List.of("x", "y"), endpoint);
    Message two = append("b", List.of("y"), endpoint);
    clock.turn(Duration.ofSeconds(1));
    Message tagged =
        Drafts.accepted(
            edges.log(),
            Drafts.with(
                Drafts.typed(application.id(), "c", List.of(), endpoint),
                Extras.of(List.of("t"), Map.of(), null)));
    assertThat(list(new MessageFilter("y", null, Set.of(), null, null), Objects::nonNull))
        .containsExactly(two.id(), one.id());
    assertThat(list(new MessageFilter(null, "t", Set.of(), null, null), Objects::nonNull))
        .containsExactly(tagged.id());
    assertThat(list(new MessageFilter(null, null, Set.of("a", "c"), null, null), Objects::nonNull))
        .containsExactly(tagged.id(), one.id());
    assertThat(
            list(
                new MessageFilter(null, null, Set.of(), tagged.created(), one.created()),
                Objects::nonNull))
        .containsExactly(two.id());
    assertThat(
            history
                .messagesOfEndpoint(
                    application.id(),
                    endpoint.id(),
                    ANY,
                    Objects::nonNull,
                    Content.WITHOUT_PAYLOAD,
                    from(null, 1, false))
                .entries()
                .getFirst()
                .message()
                .message())
        .isEqualTo(tagged.withoutPayload());
  }

  @Test
  void listsPageByPageForthAndBack() throws InterruptedException {
    List<MessageId> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.addFirst(append(endpoint).id());
    }
    Page<EndpointMessage> newest = page(ANY, Objects::nonNull, from(null, 2, false));
    assertThat(ids(newest)).isEqualTo(all.subList(0, 2));
    assertThat(newest.done()).isFalse();
    Page<EndpointMessage> next = page(ANY, Objects::nonNull, from(all.get(1), 2, false));
    assertThat(ids(next)).isEqualTo(all.subList(2, 4));
    Page<EndpointMessage> last = page(ANY, Objects::nonNull, from(all.get(3), 2, false));
    assertThat(ids(last)).isEqualTo(all.subList(4, 5));
    assertThat(last.done()).isTrue();
    Page<EndpointMessage> back = page(ANY, Objects::nonNull, from(all.get(4), 3, true));
    assertThat(ids(back)).isEqualTo(all.subList(1, 4));
    assertThat(back.done()).isFalse();
  }

  @Test
  void countsEachMessageOnceWhereItStands() throws InterruptedException {
    Instant start = clock.instant();
    Message retried = append(endpoint);
    attempt(retried, 500, State.PENDING);
    attempt(retried, 200, State.DELIVERED);
    Message failing = append(endpoint);
    attempt(failing, 500, State.PENDING, new ParkedChange.Put(due(failing, clock.instant())));
    attempt(failing, 500, State.PENDING, new ParkedChange.Put(due(failing, clock.instant())));
    Message givenUp = append(endpoint);
    attempt(givenUp, 500, State.PENDING);
    attempt(givenUp, 500, State.DISCARDED);
    settled(append(endpoint), State.CANCELLED);
    Message rescued = append(endpoint, other);
    attempt(rescued, 500, State.DISCARDED);
    manual(rescued, State.DELIVERED);
    Message parked = append(endpoint);
    record(Drafts.parking(++tickets, Drafts.room(endpoint, parked.id())));
    append(endpoint);
    append(other);
    Instant end = clock.instant().plusSeconds(1);
    assertThat(standings(start, end)).isEqualTo(new Standings(2, 2, 1, 1, 1, start));
    assertThat(standings(start, failing.created())).isEqualTo(new Standings(1, 0, 0, 0, 0, start));
    assertThat(standings(failing.created(), end))
        .isEqualTo(new Standings(1, 2, 1, 1, 1, failing.created()));
    assertThat(standings(end, end.plusSeconds(9))).isEqualTo(new Standings(0, 0, 0, 0, 0, end));
  }

  private Standings standings(Instant since, Instant until) {
    return history.standings(application.id(), endpoint.id(), since, until);
  }

  @Test
  void addsUpWhatAnApplicationSent() throws InterruptedException {
    Message first = append("a", List.of(), endpoint, other);
    Message second = append("b", List.of());
    Message third = append("a", List.of(), other);
    Application stranger = edges.application();
    Drafts.accepted(edges.log(), Drafts.plain(stranger.id(), "{}"));
    MessageId start = new MessageId(1);
    MessageId end = new MessageId(Long.MAX_VALUE);
    assertThat(usage(start, end)).isEqualTo(new Used(end, 3, 3));
    assertThat(usage(first.id(), end)).isEqualTo(new Used(end, 2, 1));
    assertThat(usage(start, second.id())).isEqualTo(new Used(second.id(), 2, 2));
    assertThat(usage(third.id(), end)).isEqualTo(new Used(end, 0, 0));
  }

  private Used usage(MessageId after, MessageId last) {
    return history.usage(application.id(), after, last);
  }
}
