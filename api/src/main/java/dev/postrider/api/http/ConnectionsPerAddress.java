package dev.postrider.api.http;

import io.helidon.webserver.CloseConnectionException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bounds the connections of one client address, from before their TLS handshake to their end. Of
 * IPv6 the first 64 bits count, because whoever has one of those addresses has them all. Safe for
 * use by many threads.
 *
 * <p>A connection is its thread, which serves it alone from first to last. So nobody has to tell of
 * the end of those whose handshake fails: the sweep finds that their thread is no more.
 */
public final class ConnectionsPerAddress {
  private static final int NETWORK_BYTES = 8;

  private final int most;
  private final ConcurrentMap<Thread, String> addresses = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /**
   * Lets so many in.
   *
   * @param most 0 for as many as there are
   */
  public ConnectionsPerAddress(int most) {
    this.most = most;
  }

  /**
   * Counts the connection of the current thread, once.
   *
   * @throws CloseConnectionException when there are enough of its address
   */
  public void enter(InetAddress address) {
    if (most == 0 || addresses.containsKey(Thread.currentThread())) {
      return;
    }
    String network = network(address);
    if (counts.merge(network, 1, Integer::sum) > most) {
      forget(network);
      refused.increment();
      throw new CloseConnectionException("too many connections of one address");
    }
    addresses.put(Thread.currentThread(), network);
  }

  /** The connection of the current thread has ended. */
  void leave() {
    if (most != 0) {
      leave(Thread.currentThread());
    }
  }

  /** Forgets connections that nobody has told the end of. */
  void sweep() {
    for (Thread thread : addresses.keySet()) {
      if (!thread.isAlive()) {
        leave(thread);
      }
    }
  }

  private void leave(Thread thread) {
    String network = addresses.remove(thread);
    if (network != null) {
      forget(network);
    }
  }

  private void forget(String network) {
    counts.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
        : address.getHostAddress();
  }

  /** How many connections were refused so far. */
  public long refused() {
    return refused.sum();
  }
}
