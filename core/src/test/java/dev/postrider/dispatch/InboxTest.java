package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.Payload;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InboxTest {
  private static final Payload MEBIBYTE = Payload.of(new byte[1 << 20]);

  private final Inbox inbox = new Inbox();

  @Test
  void eventsComeOutInTheirOrder() throws InterruptedException {
    inbox.put(new Event.Committed(1));
    inbox.putWithRoom(List.of(new Event.Committed(2), new Event.Committed(3)));
    assertThat(inbox.take(Duration.ZERO))
        .containsExactly(new Event.Committed(1), new Event.Committed(2), new Event.Committed(3));
    assertThat(inbox.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void theLogWaitsForRoomAndTheRestDoesNot() throws InterruptedException {
    inbox.putWithRoom(Collections.nCopies(20_001, new Event.Tick()));
    Thread log = Thread.startVirtualThread(() -> inbox.putWithRoom(List.of(new Event.Replayed())));
    awaitBlocked(log);
    inbox.put(new Event.Committed(1));
    assertThat(inbox.take(Duration.ofSeconds(10)))
        .hasSize(20_002)
        .endsWith(new Event.Committed(1))
        .doesNotContain(new Event.Replayed());
    log.join();
    assertThat(inbox.take(Duration.ofSeconds(10))).containsExactly(new Event.Replayed());
  }

  @Test
  void aMessageCountsForEachOfItsEndpoints() throws InterruptedException {
    inbox.putWithRoom(
        List.of(
            new Event.Accepted(
                Driven.message(1, null, Payload.of("{}")),
                Collections.nCopies(20_000, Driven.endpoint(1, 1)))));
    Thread log = Thread.startVirtualThread(() -> inbox.putWithRoom(List.of(new Event.Replayed())));
    awaitBlocked(log);
    assertThat(inbox.take(Duration.ofSeconds(10))).hasSize(1);
    log.join();
    assertThat(inbox.take(Duration.ofSeconds(10))).containsExactly(new Event.Replayed());
  }

  @Test
  void aMessageCountsWithItsBytes() throws InterruptedException {
    var large = new Event.Accepted(Driven.message(1, null, MEBIBYTE), List.of());
    inbox.putWithRoom(Collections.nCopies(16, large));
    Thread log = Thread.startVirtualThread(() -> inbox.putWithRoom(List.of(large)));
    awaitBlocked(log);
    assertThat(inbox.take(Duration.ofSeconds(10))).hasSize(16);
    log.join();
    assertThat(inbox.take(Duration.ofSeconds(10))).containsExactly(large);
  }

  @Test
  void closingLetsTheLogGo() throws InterruptedException {
    inbox.putWithRoom(Collections.nCopies(20_001, new Event.Tick()));
    Thread log = Thread.startVirtualThread(() -> inbox.putWithRoom(List.of(new Event.Tick())));
    awaitBlocked(log);
    inbox.close();
    log.join();
    assertThat(inbox.size()).as("what came too late is dropped").isEqualTo(20_001);
  }

  /** Fails when it ends instead. */
  private static void awaitBlocked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
      Thread.onSpinWait();
    }
  }
}
