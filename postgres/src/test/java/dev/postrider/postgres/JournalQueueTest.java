package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import dev.postrider.testkit.Drafts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JournalQueueTest {
  private static final Draft DRAFT = Drafts.plain(new ApplicationId(1), "x");

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
}
