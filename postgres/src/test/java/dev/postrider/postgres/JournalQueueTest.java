package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.record.Entry;
import dev.postrider.testkit.Drafts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class JournalQueueTest {
  private static final Draft DRAFT = Drafts.plain(new ApplicationId(1), "x");
  private static final Endpoint ENDPOINT =
      new Endpoint(
          new EndpointId(2),
          1,
          new ApplicationId(1),
          1,
          Endpoint.Status.ENABLED,
          Endpoint.Settings.of("https://example.com/"),
          List.of(),
          Policy.STANDARD,
          null,
          1,
          Instant.EPOCH,
          Instant.EPOCH);
  private static final Payload ANSWER = Payload.of(new byte[20_000]);

  private final JournalQueue queue =
      new JournalQueue(PostgresConfig.of("jdbc:postgresql:x", null, null).withQueue(3, 1 << 20));

  private static Append append(int drafts) {
    return append(drafts, Duration.ofMinutes(1));
  }

  private static Append append(int drafts, Duration timeout) {
    return new Append(IntStream.range(0, drafts).mapToObj(_ -> DRAFT).toList(), timeout);
  }

  private Batch take() throws InterruptedException {
    return Objects.requireNonNull(queue.take());
  }

  @Test
  void refusesBeforeItHasStarted() {
    assertThat(queue.offer(append(1))).isNotNull();
  }

  @Test
  void refusesWhatDoesNotFit() throws InterruptedException {
    queue.start();
    assertThat(queue.offer(append(2))).isNull();
    assertThat(queue.offer(append(2))).isNotNull();
    assertThat(queue.offer(append(1))).isNull();
    assertThat(queue.waitingMessages()).isEqualTo(3);
    assertThat(take().drafts()).hasSize(3);
    assertThat(queue.waitingMessages()).isZero();
    assertThat(queue.offer(append(4))).as("larger than the queue, alone").isNull();
  }

  @Test
  void whatItsWaiterHasWithdrawnIsNotTaken() throws InterruptedException {
    queue.start();
    Append late = append(1, Duration.ZERO);
    assertThat(queue.offer(late)).isNull();
    assertThat(queue.offer(append(1))).isNull();
    late.look();
    assertThat(late.await()).allMatch(a -> a instanceof Appended.Unavailable);
    assertThat(take().drafts()).hasSize(1);
  }

  @Test
  void anOutageRefusesThoseWhoWait() throws InterruptedException {
    queue.start();
    Append waiting = append(1);
    assertThat(queue.offer(waiting)).isNull();
    Appended.Unavailable down = new Appended.Unavailable("down", Duration.ofSeconds(1));
    queue.refuse(down);
    assertThat(waiting.await()).containsExactly(down);
    assertThat(queue.offer(append(1))).isEqualTo(down);
    queue.accept();
    assertThat(queue.offer(append(1))).isNull();
  }

  @Test
  void closesOnceEmpty() throws InterruptedException {
    queue.add(0, List.of(), new MessageId(7));
    queue.close();
    assertThat(take().checkpoints()).containsEntry(0, new MessageId(7));
    assertThat(queue.take()).isNull();
  }

  private static Entry answered(long ticket) {
    return new Entry(
        ticket,
        new EndpointId(2),
        new MessageId(3),
        new ApplicationId(1),
        1,
        false,
        new Attempted(
            "https://example.com/",
            Instant.EPOCH,
            Duration.ofMillis(1),
            new Outcome.Answered(503, Duration.ofSeconds(9), ANSWER)),
        Entry.State.PENDING,
        "no more attempts",
        new Entry.ParkedChange.Remove());
  }

  @Test
  void messagesWaitWhileTooMuchWaitsToBeRecorded() throws InterruptedException {
    queue.start();
    queue.add(0, LongStream.range(0, 14_001).mapToObj(JournalQueueTest::bare).toList(), null);
    assertThat(queue.offer(append(1))).isNull();
    assertThat(take().drafts()).as("12,001 more wait").isEmpty();
    assertThat(take().drafts()).as("10,001 more wait").isEmpty();
    assertThat(take().drafts()).hasSize(1);
  }

  @Test
  void aTransactionHasSoManyDeliveriesAndOneMessageInAnyCase() throws InterruptedException {
    queue.start();
    assertThat(queue.offer(to(6_000))).isNull();
    assertThat(queue.offer(to(4_001))).isNull();
    assertThat(queue.offer(to(20_000))).isNull();
    assertThat(take().drafts()).hasSize(1);
    assertThat(take().drafts()).hasSize(1);
    assertThat(take().drafts()).hasSize(1);
  }

  private static Append to(int endpoints) {
    return new Append(
        List.of(
            Drafts.plain(
                new ApplicationId(1),
                "x",
                Collections.nCopies(endpoints, ENDPOINT).toArray(Endpoint[]::new))),
        Duration.ofMinutes(1));
  }

  private static Entry bare(long ticket) {
    return Drafts.parking(ticket, Drafts.room(ENDPOINT, new MessageId(3)));
  }

  private static Payload answer(Entry entry) {
    Attempted attempted = Objects.requireNonNull(entry.attempted());
    return ((Outcome.Answered) attempted.outcome()).body();
  }

  /** Everything that waits. */
  private List<Entry> takeAll() throws InterruptedException {
    List<Entry> taken = new ArrayList<>();
    queue.close();
    for (Batch batch = queue.take(); batch != null; batch = queue.take()) {
      batch.entries().forEach(r -> taken.add(r.entry()));
    }
    return taken;
  }

  @Test
  void keepsRecordsWithoutTheirAnswersWhenTooMuchWaits() throws InterruptedException {
    List<Entry> given = LongStream.rangeClosed(1, 4_000).mapToObj(t -> answered(t)).toList();
    given.forEach(entry -> queue.add(0, List.of(entry), null));
    List<Entry> taken = takeAll();
    assertThat(taken.stream().map(Entry::ticket))
        .isEqualTo(given.stream().map(Entry::ticket).toList());
    assertThat(taken.stream().mapToLong(e -> answer(e).size()).sum())
        .isBetween(30L << 20, 32L << 20);
    assertThat(taken.getFirst()).isEqualTo(given.getFirst());
    assertThat(taken.getLast())
        .usingRecursiveComparison()
        .ignoringFields("attempted.outcome.body")
        .isEqualTo(given.getLast());
  }

  @Test
  void keepsAnswersAgainOnceThereIsRoom() throws InterruptedException {
    List<Entry> many = LongStream.rangeClosed(1, 1_000).mapToObj(t -> answered(t)).toList();
    for (int i = 0; i < 3; i++) {
      queue.add(0, many, null);
    }
    for (int left = 3_000; left > 0; ) {
      left -= take().entries().size();
    }
    queue.add(0, many, null);
    assertThat(takeAll()).isEqualTo(many);
  }
}
