package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.CloseConnectionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ConnectionsPerAddressTest {
  private final ConnectionsPerAddress connections = new ConnectionsPerAddress(1);

  @Test
  void aWholeNetworkOfIpv6IsOneAddress() throws Exception {
    connections.enter(InetAddress.getByName("2001:db8:0:1::1"));
    assertThat(another("2001:db8:0:1:ffff::2")).isFalse();
    assertThat(another("2001:db8:0:2::1")).isTrue();
    assertThat(another("192.0.2.1")).isTrue();
  }

  @Test
  void aConnectionCountsOnceHoweverOftenItIsSeen() throws Exception {
    InetAddress address = InetAddress.getByName("192.0.2.1");
    connections.enter(address);
    connections.enter(address);
    assertThat(another("192.0.2.1")).isFalse();
    connections.leave();
    connections.leave();
    assertThat(another("192.0.2.1")).isTrue();
  }

  @Test
  void whoseThreadIsNoMoreIsForgotten() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch ending = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(() -> {
              connections.enter(address("192.0.2.1"));
              entered.countDown();
              await(ending);
            });
    entered.await();
    connections.sweep();
    assertThat(another("192.0.2.1")).isFalse();
    ending.countDown();
    other.join();
    connections.sweep();
    assertThat(another("192.0.2.1")).isTrue();
  }

  private boolean another(String address) throws InterruptedException {
    boolean[] taken = new boolean[1];
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                connections.enter(address(address));
                taken[0] = true;
              } catch (CloseConnectionException enough) {
                taken[0] = false;
              }
            });
    thread.join();
    return taken[0];
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
