package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class HostSlotsTest {
  private static final Deadline LATER = Deadline.in(Duration.ofSeconds(20));

  @Test
  void aPlaceIsFullWhileAnotherIsNot() throws Exception {
    HostSlots slots = new HostSlots(1, 2);
    assertThat(slots.enter("a", LATER)).isTrue();
    assertThat(slots.enter("a", Deadline.in(Duration.ofMillis(10)))).isFalse();
    assertThat(slots.enter("b", LATER)).isTrue();
    assertThat(slots.enter("c", Deadline.in(Duration.ofMillis(10)))).isFalse();
    slots.leave("b");
    assertThat(slots.enter("c", LATER)).isTrue();
    slots.leave("a");
    slots.leave("c");
    assertThat(slots.places()).isZero();
  }

  @Test
  void aHostSeesNoMoreRequestsAtOnceThanItsBound() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Receiver receiver = Receiver.start();
        Rig rig = new Rig(receiver.url(), bounded(3), HostLookup.SYSTEM);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      receiver.answer(_ ->
          wire -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            wire.pause(Duration.ofMillis(2));
            now.decrementAndGet();
            Answer.status(204).write(wire);
          });
      List<Callable<Outcome>> sends = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        sends.add(() -> rig.send("{}"));
      }
      for (Future<Outcome> sent : threads.invokeAll(sends)) {
        assertThat(sent.get()).isInstanceOf(Answered.class);
      }
      assertThat(most.get()).isLessThanOrEqualTo(3);
      assertThat(receiver.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void whoeverFindsNoSlotInTimeIsWithheldBecauseTheReceiverWasNotAsked() throws Exception {
    try (Receiver receiver = Receiver.start();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        Rig rig = new Rig(receiver.url(), bounded(1), HostLookup.SYSTEM)) {
      receiver.answer(_ -> Answer.hang());
      rig.timeout(Duration.ofMinutes(1));
      Future<Outcome> hanging = threads.submit(() -> rig.send("{}"));
      receiver.awaitCount(1, Duration.ofSeconds(20));
      rig.timeout(Duration.ofMillis(400));
      assertThat(rig.send("{}")).isEqualTo(new Outcome.Withheld());
      assertThat(hanging.isDone()).isFalse();
      assertThat(receiver.received()).hasSize(1);
    }
  }

  private static SenderConfig bounded(int perHost) {
    SenderConfig standard = SenderConfig.standard("test").withAllowed(Rig.LOCAL);
    return new SenderConfig(
        standard.version(),
        standard.guard(),
        standard.proxy(),
        perHost,
        standard.connections(),
        standard.idleConnections(),
        standard.idleTimeout(),
        standard.connectionTtl(),
        standard.connectTimeout(),
        standard.dnsThreads(),
        standard.dnsQueue(),
        standard.ioThreads(),
        null,
        null,
        HostPatterns.NONE);
  }
}
