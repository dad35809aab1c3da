package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.AttemptFilter;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.MessageFilter;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.AttemptId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is rare is found by pages that each end after so many rows, and say where to go on. */
final class RareReadsTest {
  private static final int COMMON = 2_300;
  private static final MessageFilter RARE =
      new MessageFilter(null, null, Set.of("rare"), null, null);

  private final PostgresEdges edges =
      PostgresEdges.open(Fixture.database(PostgresServers.embedded()), InstantSource.system());
  private final CollectingConsumer consumer = new CollectingConsumer();
  private final List<Message> rare = new ArrayList<>();
  private History history;
  private Application application;
  private Endpoint endpoint;

  /** One at each end. */
  @BeforeEach
  void twoAmongMany() throws InterruptedException {
    history = edges.history();
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
    append("rare", 1);
    append("common", COMMON);
    append("rare", 1);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private void append(String type, int count) throws InterruptedException {
    Draft draft = Drafts.typed(application.id(), type, List.of(), endpoint);
    List<Entry> entries = new ArrayList<>();
    for (Appended answer : edges.log().append(Collections.nCopies(count, draft))) {
      Message message = ((Appended.Accepted) answer).message();
      if (type.equals("rare")) {
        rare.addFirst(message);
      }
      entries.add(
          Drafts.attempted(
              message.id().value(),
              endpoint,
              message.id(),
              type.equals("rare") ? 404 : 200,
              Entry.State.DELIVERED,
              new Entry.ParkedChange.None()));
    }
    int shard = edges.log().shardOf(application.id());
    edges.recorder().record(shard, entries, null);
    consumer.awaitCommitted(shard, entries.getLast().ticket());
  }

  @Test
  void messagesOfARareTypeAreFoundForthAndBack() {
    MessageId after = null;
    List<Message> found = new ArrayList<>();
    Page<History.StoredMessage> page;
    do {
      page = messages(new Page.Request<>(after, 50, false, false));
      page.entries().forEach(stored -> found.add(stored.message()));
      after = page.rest() == null ? after : (MessageId) page.rest().after();
    } while (!page.done());
    assertThat(found).isEqualTo(rare);

    Page<History.StoredMessage> back =
        messages(new Page.Request<>(rare.getLast().id(), 50, false, true));
    assertThat(back.entries()).isEmpty();
    assertThat(back.done()).isFalse();
    Page.Rest rest = Objects.requireNonNull(back.rest());
    assertThat(rest.backwards()).isTrue();
    Page<History.StoredMessage> next =
        messages(new Page.Request<>((MessageId) rest.after(), 50, false, true));
    assertThat(next.entries().stream().map(History.StoredMessage::message))
        .containsExactly(rare.getFirst());
    assertThat(next.done()).isTrue();
  }

  private Page<History.StoredMessage> messages(Page.Request<MessageId> page) {
    return history.messages(application.id(), RARE, Content.WHOLE, page);
  }

  @Test
  void aPageEndsAfterItsBound() {
    Page<History.StoredMessage> page = messages(new Page.Request<>(null, 50, false, false));
    assertThat(page.entries().stream().map(History.StoredMessage::message))
        .containsExactly(rare.getFirst());
    assertThat(page.done()).isFalse();
    assertThat(page.rest()).isNotNull();
  }

  @Test
  void attemptsOfARareTypeAreFound() {
    AttemptFilter filter =
        new AttemptFilter(Set.of(), null, null, null, Set.of("rare"), null, null, null);
    assertThat(attempts(filter)).isEqualTo(rare.stream().map(Message::id).toList());
  }

  @Test
  void attemptsWithARareStatusAreFound() {
    AttemptFilter filter = new AttemptFilter(Set.of(), 400, null, null, Set.of(), null, null, null);
    assertThat(attempts(filter)).isEqualTo(rare.stream().map(Message::id).toList());
  }

  private List<MessageId> attempts(AttemptFilter filter) {
    AttemptId after = null;
    List<MessageId> found = new ArrayList<>();
    Page<History.Attempt> page;
    do {
      page =
          history.attemptsOfEndpoint(
              application.id(), endpoint.id(), filter, new Page.Request<>(after, 1, false, false));
      page.entries().forEach(attempt -> found.add(attempt.message()));
      after =
          page.rest() != null
              ? (AttemptId) page.rest().after()
              : page.entries().isEmpty() ? after : page.entries().getLast().id();
    } while (!page.done());
    return found;
  }

  @Test
  void rareMessagesOfAnEndpointAreFound() {
    MessageId after = null;
    List<Message> found = new ArrayList<>();
    int pages = 0;
    Page<History.EndpointMessage> page;
    do {
      page =
          history.messagesOfEndpoint(
              application.id(),
              endpoint.id(),
              RARE,
              destination -> destination.state() == Entry.State.DELIVERED,
              Content.WHOLE,
              new Page.Request<>(after, 50, false, false));
      page.entries().forEach(entry -> found.add(entry.message().message()));
      after = page.rest() == null ? after : (MessageId) page.rest().after();
      pages++;
    } while (!page.done());
    assertThat(found).isEqualTo(rare);
    assertThat(pages).isGreaterThan(1);
  }
}
