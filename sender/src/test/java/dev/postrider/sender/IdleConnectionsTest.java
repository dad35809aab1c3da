package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IdleConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
  private static final IdleConnections OWNER = new IdleConnections(0, LONG, LONG);
  private static final IdleConnections.Place A =
      new IdleConnections.Place("a", OWNER, List.of(HERE));
  private static final IdleConnections.Place B =
      new IdleConnections.Place("b", OWNER, List.of(HERE));

  @Test
  void theFreshestIsUsedFirst() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel first = offered(idle, A);
    EmbeddedChannel second = offered(idle, A);
    assertThat(idle.poll(B)).isNull();
    assertThat(idle.poll(A)).isSameAs(second);
    assertThat(idle.poll(A)).isSameAs(first);
    assertThat(idle.poll(A)).isNull();
    assertThat(idle.size()).isZero();
  }

  @Test
  void whatAnotherHasOpenedIsNotUsed() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    IdleConnections other = new IdleConnections(0, LONG, LONG);
    EmbeddedChannel opened = offered(idle, A);
    assertThat(idle.poll(new IdleConnections.Place("a", other, List.of(HERE)))).isNull();
    assertThat(idle.poll(new IdleConnections.Place("a", OWNER, List.of(HERE)))).isSameAs(opened);
  }

  @Test
  void theOldestOfAllPlacesGoesWhenThereAreTooMany() {
    IdleConnections idle = new IdleConnections(2, LONG, LONG);
    EmbeddedChannel first = offered(idle, A);
    EmbeddedChannel second = offered(idle, B);
    EmbeddedChannel third = offered(idle, B);
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
    assertThat(idle.size()).isEqualTo(2);
  }

  @Test
  void oneThatWasOfferedTwiceIsThereOnce() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, A);
    assertThat(idle.offer(channel, A)).isTrue();
    channel.runPendingTasks();
    assertThat(idle.poll(A)).isSameAs(channel);
    assertThat(idle.poll(A)).isNull();
  }

  @Test
  void oneIsThereFromTheEndOfItsReadOn() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = new EmbeddedChannel();
    IdleConnections.opened(channel, HERE);
    assertThat(idle.offer(channel, A)).isTrue();
    assertThat(idle.poll(A)).isNull();
    channel.runPendingTasks();
    assertThat(idle.poll(A)).isSameAs(channel);
    EmbeddedChannel closed = new EmbeddedChannel();
    assertThat(idle.offer(closed, A)).isTrue();
    var _ = closed.close();
    assertThat(idle.poll(A)).isNull();
  }

  @Test
  void closedOnesAreNotHandedOut() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel alive = offered(idle, A);
    var _ = offered(idle, A).close();
    assertThat(idle.poll(A)).isSameAs(alive);
  }

  @Test
  void agedOnesAreNeitherTakenNorHandedOut() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel aged = offered(idle, A);
    openedLongAgo(aged);
    assertThat(idle.poll(A)).isNull();
    assertThat(aged.isOpen()).isFalse();
    EmbeddedChannel old = new EmbeddedChannel();
    openedLongAgo(old);
    assertThat(idle.offer(old, A)).isFalse();
  }

  @Test
  void idleOnesAreSweptWithoutBeingAskedFor() {
    IdleConnections idle = new IdleConnections(10, Duration.ofNanos(1), LONG);
    EmbeddedChannel channel = offered(idle, A);
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(idle.size()).isZero();
  }

  @Test
  void destroyClosesAllAndTakesNoMore() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, A);
    idle.destroy();
    assertThat(channel.isOpen()).isFalse();
    assertThat(idle.offer(new EmbeddedChannel(), A)).isFalse();
    assertThat(idle.isOpen()).isFalse();
  }

  @Test
  void removedOnesAreForgotten() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, A);
    assertThat(idle.removeAll(channel)).isTrue();
    assertThat(idle.removeAll(channel)).isFalse();
    assertThat(idle.poll(A)).isNull();
  }

  @Test
  void oneThatLeadsElsewhereIsClosed() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, A);
    assertThat(idle.poll(new IdleConnections.Place("a", OWNER, List.of(THERE)))).isNull();
    assertThat(channel.isOpen()).isFalse();
    EmbeddedChannel other = offered(idle, A);
    assertThat(idle.poll(new IdleConnections.Place("a", OWNER, List.of(THERE, HERE))))
        .isSameAs(other);
  }

  @Test
  void oneOfWhichNothingIsKnownIsClosed() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = new EmbeddedChannel();
    assertThat(idle.offer(channel, A)).isTrue();
    channel.runPendingTasks();
    assertThat(idle.poll(A)).isNull();
    assertThat(channel.isOpen()).isFalse();
  }

  private static void openedLongAgo(EmbeddedChannel channel) {
    channel
        .attr(IdleConnections.OPENED)
        .set(new IdleConnections.Opened(System.nanoTime() - LONG.toNanos(), HERE));
  }

  private static EmbeddedChannel offered(IdleConnections idle, IdleConnections.Place place) {
    EmbeddedChannel channel = new EmbeddedChannel();
    IdleConnections.opened(channel, HERE);
    assertThat(idle.offer(channel, place)).isTrue();
    channel.runPendingTasks();
    return channel;
  }
}
