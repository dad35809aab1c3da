package dev.postrider.sender;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.asynchttpclient.channel.ChannelPool;
import org.asynchttpclient.channel.ChannelPoolPartitioning;
import org.asynchttpclient.proxy.ProxyServer;
import org.asynchttpclient.uri.Uri;
import org.jspecify.annotations.Nullable;

/**
 * Keeps connections for the next request to the same place: the freshest is used first, and of all
 * places together the one idle for longest goes when there are too many. Safe for use by many
 * threads.
 *
 * <p>A connection takes a request only while the address that it leads to is one that DNS gives for
 * the host, and that the guard allows, at that request. What leads elsewhere is closed.
 *
 * <p>The client's own pool has a bound on connections in all that counts idle ones, so that idle
 * connections to some hosts would make attempts to others fail.
 */
final class IdleConnections implements ChannelPool {

  /**
   * Where a request goes: the same place for every request of one client to one scheme, host and
   * port.
   *
   * @param owner by which pool its client knows these connections; those of another have been
   *     opened with other certificates
   * @param allowed the addresses that this request may go to; no part of what the place is
   */
  record Place(String key, ChannelPool owner, List<InetAddress> allowed)
      implements ChannelPoolPartitioning {
    @Override
    public Object getPartitionKey(
        Uri uri, @Nullable String virtualHost, @Nullable ProxyServer proxy) {
      return this;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // One pool is never equal to another.
    public boolean equals(@Nullable Object other) {
      return other instanceof Place place && owner == place.owner && key.equals(place.key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /** When a connection was opened, by {@link System#nanoTime}, and which address it leads to. */
  record Opened(long nanos, InetAddress address) {}

  private static final class Idle {
    final Channel channel;
    final Place place;
    final long since;

    Idle(Channel channel, Place place, long since) {
      this.channel = channel;
      this.place = place;
      this.since = since;
    }
  }

  static final AttributeKey<Opened> OPENED = AttributeKey.valueOf("postrider.opened");

  private final int most;
  private final long idleNanos;
  private final long ttlNanos;

  // Guarded by this. In the order of their becoming idle, so the first is the one idle for longest.
  private final LinkedHashSet<Idle> all = new LinkedHashSet<>();
  private final Map<Place, Deque<Idle>> places = new HashMap<>();
  private final Map<Channel, Idle> channels = new HashMap<>();
  private boolean sweeping;
  private boolean closed;

  IdleConnections(int most, Duration idleTimeout, Duration ttl) {
    this.most = most;
    this.idleNanos = idleTimeout.toNanos();
    this.ttlNanos = ttl.toNanos();
  }

  /** Notes that a connection was opened and where it leads; its age counts from here. */
  static void opened(Channel channel, InetAddress address) {
    channel.attr(OPENED).set(new Opened(System.nanoTime(), address));
  }

  /**
   * Kept from the end of the present read on: what came behind the answer, and nobody asked for, is
   * thrown away by then and cannot be taken for the next request's answer.
   */
  @Override
  public boolean offer(Channel channel, Object place) {
    synchronized (this) {
      if (closed || most == 0 || tooOld(channel, System.nanoTime())) {
        return false;
      }
    }
    channel.eventLoop().execute(() -> keep(channel, (Place) place));
    return true;
  }

  private void keep(Channel channel, Place place) {
    long now = System.nanoTime();
    Idle evicted;
    synchronized (this) {
      if (!channel.isActive() || channels.containsKey(channel)) {
        return;
      }
      if (closed) {
        var _ = channel.close();
        return;
      }
      Idle idle = new Idle(channel, place, now);
      all.add(idle);
      channels.put(channel, idle);
      places.computeIfAbsent(place, _ -> new ArrayDeque<>(4)).addLast(idle);
      evicted = all.size() > most ? all.getFirst() : null;
      if (evicted != null) {
        forget(evicted);
      }
      if (!sweeping) {
        sweeping = true;
        sweepLater(channel, idleNanos);
      }
    }
    if (evicted != null) {
      close(evicted);
    }
  }

  @Override
  public @Nullable Channel poll(Object place) {
    Place wanted = (Place) place;
    long now = System.nanoTime();
    while (true) {
      Idle idle;
      synchronized (this) {
        Deque<Idle> waiting = places.get(wanted);
        if (waiting == null) {
          return null;
        }
        idle = waiting.getLast();
        forget(idle);
      }
      if (idle.channel.isActive()
          && now - idle.since < idleNanos
          && !tooOld(idle.channel, now)
          && leadsTo(idle.channel, wanted.allowed)) {
        return idle.channel;
      }
      close(idle);
    }
  }

  @Override
  public synchronized boolean removeAll(Channel channel) {
    Idle idle = channels.get(channel);
    if (idle != null) {
      forget(idle);
    }
    return idle != null;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public void destroy() {
    List<Idle> rest;
    synchronized (this) {
      closed = true;
      rest = List.copyOf(all);
      rest.forEach(this::forget);
    }
    rest.forEach(IdleConnections::close);
  }

  @Override
  public void flushPartitions(Predicate<Object> condition) {
    List<Idle> flushed;
    synchronized (this) {
      flushed = all.stream().filter(idle -> condition.test(idle.place)).toList();
      flushed.forEach(this::forget);
    }
    flushed.forEach(IdleConnections::close);
  }

  @Override
  public synchronized Map<String, Long> getIdleChannelCountPerHost() {
    Map<String, Long> counts = new HashMap<>();
    places.forEach((place, waiting) -> counts.merge(place.key, (long) waiting.size(), Long::sum));
    return counts;
  }

  synchronized int size() {
    return all.size();
  }

  /** One sweep is under way as long as anything is idle, on the loop of one of the connections. */
  private void sweep() {
    long now = System.nanoTime();
    List<Idle> over = new ArrayList<>();
    synchronized (this) {
      while (!all.isEmpty() && now - all.getFirst().since >= idleNanos) {
        over.add(all.getFirst());
        forget(all.getFirst());
      }
      sweeping = !all.isEmpty();
      if (sweeping) {
        Idle next = all.getFirst();
        sweepLater(next.channel, idleNanos - (now - next.since));
      }
    }
    over.forEach(IdleConnections::close);
  }

  private void sweepLater(Channel channel, long nanos) {
    var _ = channel.eventLoop().schedule(this::sweep, nanos, TimeUnit.NANOSECONDS);
  }

  private static void close(Idle idle) {
    var _ = idle.channel.close();
  }

  private boolean tooOld(Channel channel, long now) {
    Opened opened = channel.attr(OPENED).get();
    return opened != null && now - opened.nanos >= ttlNanos;
  }

  /** Failure policy: fail closed. A connection of which nothing is known takes no request. */
  private static boolean leadsTo(Channel channel, List<InetAddress> allowed) {
    Opened opened = channel.attr(OPENED).get();
    return opened != null && allowed.contains(opened.address);
  }

  private void forget(Idle idle) {
    all.remove(idle);
    channels.remove(idle.channel);
    places.computeIfPresent(
        idle.place,
        (_, waiting) -> {
          waiting.removeLastOccurrence(idle);
          return waiting.isEmpty() ? null : waiting;
        });
  }
}
