package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.testkit.TurnedClock;
import io.helidon.webserver.CloseConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class SlowClientsTest {
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final SlowClients slow = new SlowClients(Duration.ofSeconds(30), clock);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch arriving = new CountDownLatch(1);

  /** Arrives at the very moment at which it is interrupted. */
  private final class Client extends Thread {
    boolean cutOff;
    boolean interruptedLater;

    @Override
    public void run() {
      slow.begun();
      begun.countDown();
      while (arriving.getCount() > 0) {
        Thread.onSpinWait();
      }
      try {
        slow.arrived();
      } catch (CloseConnectionException late) {
        cutOff = true;
      }
    }

    @Override
    public void interrupt() {
      arriving.countDown();
      // It is past arriving, or held up until the interrupt is there.
      while (isAlive() && getState() != State.BLOCKED) {
        Thread.onSpinWait();
      }
      interruptedLater = !isAlive();
      super.interrupt();
    }
  }

  @Test
  void nobodyIsInterruptedOnceHeHasArrived() throws Exception {
    Client client = new Client();
    client.start();
    begun.await();
    clock.turn(Duration.ofSeconds(31));
    slow.sweep();
    client.join();
    assertThat(client.interruptedLater).isFalse();
    assertThat(client.cutOff).isTrue();
  }

  @Test
  void aSilenceIsShorterThanTheWhole() {
    slow.awaiting(Duration.ofSeconds(2), slow.end());
    clock.turn(Duration.ofMillis(2_001));
    slow.sweep();
    assertThatThrownBy(slow::arrived).isInstanceOf(CloseConnectionException.class);
  }

  @Test
  void theWholeEndsForWhoeverIsNeverSilent() {
    Instant end = slow.end();
    clock.turn(Duration.ofSeconds(29));
    slow.awaiting(Duration.ofSeconds(2), end);
    clock.turn(Duration.ofMillis(1_001));
    slow.sweep();
    assertThatThrownBy(slow::arrived).isInstanceOf(CloseConnectionException.class);
  }

  @Test
  void whoeverIsInTimeIsLeftAlone() {
    slow.begun();
    clock.turn(Duration.ofSeconds(30));
    slow.sweep();
    slow.arrived();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
