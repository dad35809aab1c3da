package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Page;
import dev.postrider.directory.SecretHash;
import dev.postrider.inbox.Contact;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.inbox.Inbox.Counts;
import dev.postrider.inbox.Inbox.Filter;
import dev.postrider.inbox.InboxMessage;
import dev.postrider.inbox.InboxMessage.Status;
import dev.postrider.inbox.Posting;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every inbox promises, and the tokens that open it. */
public abstract class InboxContract {
  private static final Filter ALL = new Filter(null, false);
  private static final Filter FALLEN = new Filter(null, true);
  private static final Instant CREATED = Instant.parse("2026-02-28T23:59:59.123Z");

  protected final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T10:00:00Z"));
  protected Edges edges;
  protected Application application;
  private Inbox inbox;
  private Contact ann;

  /** Opens an empty storage. */
  protected abstract Edges open(InstantSource clock);

  @BeforeEach
  void subscribe() throws InterruptedException {
    edges = open(clock);
    inbox = edges.inbox();
    application = edges.application();
    ann = new Contact(application.id(), "ann");
    edges.log().subscribe(new CollectingConsumer());
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private static Posting posting(String contact, String id, int maximum) {
    return new Posting(contact, id, CREATED, Payload.of("{\"id\":\"" + id + "\"}"), maximum);
  }

  private Draft draft(String contact, String id, int maximum) {
    return Drafts.posted(application.id(), posting(contact, id, maximum));
  }

  protected final Message post(String contact, String id, int maximum) throws InterruptedException {
    return Drafts.accepted(edges.log(), draft(contact, id, maximum));
  }

  private static Page.Request<MessageId> newest(@Nullable MessageId after, int limit) {
    return new Page.Request<>(after, limit, false, false);
  }

  private List<String> ids(Contact contact, Filter filter) {
    return inbox.messages(contact, filter, newest(null, 250)).entries().stream()
        .map(InboxMessage::id)
        .toList();
  }

  @Test
  void whatIsAppendedIsInTheInboxAsItCame() throws InterruptedException {
    Message message = post("ann", "one", 10);
    assertThat(inbox.messages(ann, ALL, newest(null, 5)).entries())
        .containsExactly(
            new InboxMessage(
                message.id(), "one", CREATED, Status.UNOPENED, Payload.of("{\"id\":\"one\"}")));
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(1, 1, 0));
  }

  @Test
  void aContactNobodyHasHeardOfHasAnEmptyInbox() {
    assertThat(inbox.counts(ann)).isEqualTo(Counts.NONE);
    assertThat(ids(ann, ALL)).isEmpty();
    assertThat(inbox.mark(ann, "one", Status.OPENED)).isEmpty();
    inbox.markAll(ann, Status.OPENED);
    assertThat(inbox.counts(ann)).isEqualTo(Counts.NONE);
  }

  @Test
  void contactsAndApplicationsSeeTheirOwnAlone() throws InterruptedException {
    Application other = edges.application();
    post("ann", "one", 10);
    post("bob", "two", 10);
    Drafts.accepted(edges.log(), Drafts.posted(other.id(), posting("ann", "one", 10)));
    assertThat(ids(ann, ALL)).containsExactly("one");
    assertThat(ids(new Contact(application.id(), "bob"), ALL)).containsExactly("two");
    inbox.mark(ann, List.of("one", "two"), Status.OPENED);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(1, 0, 0));
    assertThat(inbox.counts(new Contact(application.id(), "bob"))).isEqualTo(new Counts(1, 1, 0));
    assertThat(inbox.counts(new Contact(other.id(), "ann"))).isEqualTo(new Counts(1, 1, 0));
    assertThat(inbox.mark(ann, "two", Status.OPENED)).isEmpty();
  }

  @Test
  void theOldestFallOut() throws InterruptedException {
    for (int i = 1; i <= 5; i++) {
      post("ann", "m" + i, 3);
      post("bob", "b" + i, 10);
    }
    assertThat(ids(ann, ALL)).containsExactly("m5", "m4", "m3");
    assertThat(ids(ann, FALLEN)).containsExactly("m2", "m1");
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(3, 3, 2));
    assertThat(inbox.mark(ann, "m2", Status.OPENED)).isEmpty();
    assertThat(inbox.counts(new Contact(application.id(), "bob"))).isEqualTo(new Counts(5, 5, 0));
    inbox.mark(ann, "m3", Status.OPENED);
    post("ann", "m6", 3);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(3, 3, 3));
  }

  @Test
  void aSmallerMaximumCountsFromTheNextMessageOn() throws InterruptedException {
    for (int i = 1; i <= 5; i++) {
      post("ann", "m" + i, 10);
    }
    post("ann", "m6", 2);
    assertThat(ids(ann, ALL)).containsExactly("m6", "m5");
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(2, 2, 4));
    post("ann", "m7", 10);
    assertThat(ids(ann, ALL)).containsExactly("m7", "m6", "m5");
  }

  @Test
  void manyAtOnceOfManyContactsAreAllThere() throws InterruptedException {
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      drafts.add(draft("c" + i % 3, "m" + i, 15));
    }
    assertThat(edges.log().append(drafts)).allMatch(a -> a instanceof Appended.Accepted);
    for (int i = 0; i < 3; i++) {
      Contact contact = new Contact(application.id(), "c" + i);
      assertThat(inbox.counts(contact)).isEqualTo(new Counts(15, 15, 5));
      assertThat(ids(contact, ALL)).hasSize(15).startsWith("m" + (57 + i)).endsWith("m" + (15 + i));
    }
  }

  @Test
  void whatIsNotAppendedIsInNoInbox() throws InterruptedException {
    post("ann", "one", 10);
    assertThat(edges.log().append(List.of(draft("ann", "one", 10), draft("bob", "one", 10))))
        .allMatch(answer -> answer instanceof Appended.Conflict);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(1, 1, 0));
    assertThat(inbox.counts(new Contact(application.id(), "bob"))).isEqualTo(Counts.NONE);
  }

  @Test
  void aStatusIsSetAndSetBack() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      post("ann", "m" + i, 10);
    }
    assertThat(inbox.mark(ann, "m2", Status.OPENED).map(InboxMessage::status))
        .contains(Status.OPENED);
    inbox.mark(ann, List.of("m2", "m3", "nothing"), Status.OPENED);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(4, 2, 0));
    assertThat(ids(ann, new Filter(Status.OPENED, false))).containsExactly("m3", "m2");
    assertThat(ids(ann, new Filter(Status.UNOPENED, false))).containsExactly("m4", "m1");
    inbox.mark(ann, "m3", Status.UNOPENED);
    inbox.mark(ann, "m3", Status.UNOPENED);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(4, 3, 0));
    inbox.markAll(ann, Status.OPENED);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(4, 0, 0));
    inbox.markAll(ann, Status.UNOPENED);
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(4, 4, 0));
  }

  @Test
  void oneCanWalkAndCountPages() throws InterruptedException {
    for (int i = 1; i <= 7; i++) {
      post("ann", "m" + i, 10);
    }
    inbox.mark(ann, List.of("m2", "m5"), Status.OPENED);
    Page<InboxMessage> first = inbox.messages(ann, ALL, newest(null, 4));
    assertThat(first.entries().stream().map(InboxMessage::id))
        .containsExactly("m7", "m6", "m5", "m4");
    assertThat(first.done()).isFalse();
    Page<InboxMessage> second =
        inbox.messages(ann, ALL, newest(first.entries().getLast().message(), 4));
    assertThat(second.entries().stream().map(InboxMessage::id)).containsExactly("m3", "m2", "m1");
    assertThat(second.done()).isTrue();
    assertThat(inbox.newest(ann, null, 2, 3).stream().map(InboxMessage::id))
        .containsExactly("m5", "m4", "m3");
    assertThat(inbox.newest(ann, Status.UNOPENED, 3, 10).stream().map(InboxMessage::id))
        .containsExactly("m3", "m1");
    assertThat(inbox.newest(ann, Status.OPENED, 1, 1).stream().map(InboxMessage::id))
        .containsExactly("m2");
    assertThat(inbox.newest(ann, null, 7, 3)).isEmpty();
  }

  @Test
  void statusesSetWhileMessagesComeAreCountedRight() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String id = "m" + i;
        runs.add(threads.submit(() -> post("ann", id, 20)));
        Status status = i % 3 == 0 ? Status.UNOPENED : Status.OPENED;
        runs.add(threads.submit(() -> inbox.markAll(ann, status)));
        runs.add(threads.submit(() -> inbox.mark(ann, List.of(id, "m1", "m2"), status)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    int unopened = ids(ann, new Filter(Status.UNOPENED, false)).size();
    assertThat(inbox.counts(ann)).isEqualTo(new Counts(20, unopened, 40));
    assertThat(ids(ann, ALL)).hasSize(20);
    assertThat(ids(ann, FALLEN)).hasSize(40);
  }

  @Test
  void strangeNamesAreNames() throws InterruptedException {
    for (String name : List.of("a/b?c#d%", "ü 🐎", "'; drop table inbox", "{\"a\":1}", "Ann")) {
      post(name, "id " + name, 10);
      Contact contact = new Contact(application.id(), name);
      assertThat(ids(contact, ALL)).containsExactly("id " + name);
      inbox.mark(contact, Set.of("id " + name), Status.OPENED);
      assertThat(inbox.counts(contact)).isEqualTo(new Counts(1, 0, 0));
    }
  }

  // Tokens

  private Credential credential(String name) {
    return Edges.done(
        edges
            .directory()
            .createCredential(
                application.id(),
                new Credential.Settings(name, Set.of()),
                SecretHash.of("secret of " + name)));
  }

  @Test
  void aTokenOpensOnceAndIsReplaced() {
    ContactTokens tokens = edges.contactTokens();
    assertThat(tokens.give(credential("app"), "ann", SecretHash.of("1"))).isTrue();
    assertThat(tokens.rotate(SecretHash.of("1"), SecretHash.of("2"))).contains(ann);
    assertThat(tokens.rotate(SecretHash.of("1"), SecretHash.of("3"))).isEmpty();
    assertThat(tokens.rotate(SecretHash.of("2"), SecretHash.of("3"))).contains(ann);
    assertThat(tokens.rotate(SecretHash.of("nothing"), SecretHash.of("4"))).isEmpty();
  }

  @Test
  void ofManyAtOnceOneOpens() throws Exception {
    ContactTokens tokens = edges.contactTokens();
    tokens.give(credential("app"), "ann", SecretHash.of("1"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<Contact>>> runs =
          IntStream.range(0, 8)
              .mapToObj(i ->
                  threads.submit(
                      () -> tokens.rotate(SecretHash.of("1"), SecretHash.of("next" + i))))
              .toList();
      int opened = 0;
      for (Future<Optional<Contact>> run : runs) {
        opened += run.get().isPresent() ? 1 : 0;
      }
      assertThat(opened).isEqualTo(1);
    }
  }

  @Test
  void aTokenCountsForItsTimeAfterItWasGiven() {
    ContactTokens tokens = edges.contactTokens();
    tokens.give(credential("app"), "ann", SecretHash.of("1"));
    clock.turn(ContactTokens.VALIDITY.minus(Duration.ofSeconds(1)));
    assertThat(tokens.rotate(SecretHash.of("1"), SecretHash.of("2"))).contains(ann);
    clock.turn(ContactTokens.VALIDITY.minus(Duration.ofSeconds(1)));
    assertThat(tokens.rotate(SecretHash.of("2"), SecretHash.of("3"))).contains(ann);
    clock.turn(ContactTokens.VALIDITY);
    assertThat(tokens.rotate(SecretHash.of("3"), SecretHash.of("4"))).isEmpty();
  }

  @Test
  void theOldestTokensOfAContactGiveWay() {
    ContactTokens tokens = edges.contactTokens();
    Credential credential = credential("app");
    tokens.give(credential, "bob", SecretHash.of("bob"));
    for (int i = 0; i <= ContactTokens.MOST; i++) {
      clock.turn(Duration.ofSeconds(1));
      tokens.give(credential, "ann", SecretHash.of("t" + i));
    }
    assertThat(tokens.rotate(SecretHash.of("t0"), SecretHash.of("x"))).isEmpty();
    assertThat(tokens.rotate(SecretHash.of("t1"), SecretHash.of("y"))).contains(ann);
    assertThat(tokens.rotate(SecretHash.of("bob"), SecretHash.of("z"))).isPresent();
  }

  @Test
  void aTokenEndsWithItsCredential() {
    ContactTokens tokens = edges.contactTokens();
    Credential gone = credential("gone");
    tokens.give(gone, "ann", SecretHash.of("1"));
    tokens.give(credential("stays"), "ann", SecretHash.of("2"));
    edges.directory().deleteCredential(application.id(), "gone");
    assertThat(tokens.rotate(SecretHash.of("1"), SecretHash.of("3"))).isEmpty();
    assertThat(tokens.give(gone, "ann", SecretHash.of("4"))).isFalse();
    clock.turn(Duration.ofSeconds(1));
    credential("gone");
    assertThat(tokens.give(gone, "ann", SecretHash.of("5"))).isFalse();
    assertThat(tokens.rotate(SecretHash.of("2"), SecretHash.of("6"))).contains(ann);
    edges.directory().deleteApplication(application.id());
    assertThat(tokens.rotate(SecretHash.of("6"), SecretHash.of("7"))).isEmpty();
  }
}
