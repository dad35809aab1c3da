package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IdleConnectionsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void theFreshestIsUsedFirst() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel first = offered(idle, "a");
    EmbeddedChannel second = offered(idle, "a");
    assertThat(idle.poll("b")).isNull();
    assertThat(idle.poll("a")).isSameAs(second);
    assertThat(idle.poll("a")).isSameAs(first);
    assertThat(idle.poll("a")).isNull();
    assertThat(idle.size()).isZero();
  }

  @Test
  void theOldestOfAllPlacesGoesWhenThereAreTooMany() {
    IdleConnections idle = new IdleConnections(2, LONG, LONG);
    EmbeddedChannel first = offered(idle, "a");
    EmbeddedChannel second = offered(idle, "b");
    EmbeddedChannel third = offered(idle, "b");
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
    assertThat(idle.size()).isEqualTo(2);
  }

  @Test
  void oneThatWasOfferedTwiceIsThereOnce() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, "a");
    assertThat(idle.offer(channel, "a")).isTrue();
    channel.runPendingTasks();
    assertThat(idle.poll("a")).isSameAs(channel);
    assertThat(idle.poll("a")).isNull();
  }

  @Test
  void oneIsThereFromTheEndOfItsReadOn() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = new EmbeddedChannel();
    assertThat(idle.offer(channel, "a")).isTrue();
    assertThat(idle.poll("a")).isNull();
    channel.runPendingTasks();
    assertThat(idle.poll("a")).isSameAs(channel);
    EmbeddedChannel closed = new EmbeddedChannel();
    assertThat(idle.offer(closed, "a")).isTrue();
    var _ = closed.close();
    assertThat(idle.poll("a")).isNull();
  }

  @Test
  void closedOnesAreNotHandedOut() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel alive = offered(idle, "a");
    var _ = offered(idle, "a").close();
    assertThat(idle.poll("a")).isSameAs(alive);
  }

  @Test
  void agedOnesAreNeitherTakenNorHandedOut() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel aged = offered(idle, "a");
    openedLongAgo(aged);
    assertThat(idle.poll("a")).isNull();
    assertThat(aged.isOpen()).isFalse();
    EmbeddedChannel old = new EmbeddedChannel();
    openedLongAgo(old);
    assertThat(idle.offer(old, "a")).isFalse();
  }

  @Test
  void idleOnesAreSweptWithoutBeingAskedFor() {
    IdleConnections idle = new IdleConnections(10, Duration.ofNanos(1), LONG);
    EmbeddedChannel channel = offered(idle, "a");
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(idle.size()).isZero();
  }

  @Test
  void destroyClosesAllAndTakesNoMore() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, "a");
    idle.destroy();
    assertThat(channel.isOpen()).isFalse();
    assertThat(idle.offer(new EmbeddedChannel(), "a")).isFalse();
    assertThat(idle.isOpen()).isFalse();
  }

  @Test
  void removedOnesAreForgotten() {
    IdleConnections idle = new IdleConnections(10, LONG, LONG);
    EmbeddedChannel channel = offered(idle, "a");
    assertThat(idle.removeAll(channel)).isTrue();
    assertThat(idle.removeAll(channel)).isFalse();
    assertThat(idle.poll("a")).isNull();
  }

  private static void openedLongAgo(EmbeddedChannel channel) {
    channel.attr(IdleConnections.OPENED).set(System.nanoTime() - LONG.toNanos());
  }

  private static EmbeddedChannel offered(IdleConnections idle, String place) {
    EmbeddedChannel channel = new EmbeddedChannel();
    IdleConnections.opened(channel);
    assertThat(idle.offer(channel, place)).isTrue();
    channel.runPendingTasks();
    return channel;
  }
}
