package dev.postrider.sender;

import dev.postrider.message.ApplicationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.asynchttpclient.AsyncHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The clients of endpoints that show a certificate or trust others than all do: one for each such
 * {@link OwnTls}, made when it is first needed. Safe for use by many threads.
 *
 * <p>A client has one TLS context and finds its own connections alone, so no connection is ever
 * used for what it was not made for. All that live, until their last connection is closed, have
 * together {@link #ROOM}. What is idle makes room for what is needed, the one idle for longest
 * first; what has an exchange under way stays. One application may have in use as much as nobody
 * has in use: so at most half of what others leave, and a newcomer half of the rest. Whoever begins
 * an exchange with a shared client has it in use.
 */
final class OwnClients implements AutoCloseable {
  static final long ROOM = 24L << 20;

  /** What one weighs without its certificates, and each byte of these in DER. */
  static final int CLIENT = 64 * 1_024;

  static final int BYTE = 32;

  private static final long UNUSED = TimeUnit.MINUTES.toNanos(10);

  private final Function<OwnClient, AsyncHttpClient> maker;
  private final LongSupplier nanos;

  // Guarded by this.
  private final Map<String, OwnClient> clients = new HashMap<>();
  private final SequencedSet<OwnClient> idle = new LinkedHashSet<>();
  private final Map<ApplicationId, Long> used = new HashMap<>();
  private int living;
  private long livingWeight;
  private long idleWeight;
  private boolean closed;

  /** Clients that are yet to be made; {@code nanos} is what idleness is measured by. */
  OwnClients(Function<OwnClient, AsyncHttpClient> maker, LongSupplier nanos) {
    this.maker = maker;
    this.nanos = nanos;
  }

  /**
   * Takes the client for an exchange; null when there is no room for it, or none in time. Failure
   * policy: whoever gets none is withheld at once and waits for nothing but the end of connections
   * that are being closed, because an attempt that waits takes the place of others.
   */
  @Nullable OwnClient take(OwnTls own, Deadline deadline) throws InterruptedException {
    while (true) {
      OwnClient evicted;
      synchronized (this) {
        OwnClient known = clients.get(own.key());
        if (known != null && known.exchanges > 0) {
          known.exchanges++;
          return known;
        }
        if (closed || used.getOrDefault(own.application(), 0L) + weight(own) > free()) {
          return null;
        }
        if (known != null) {
          idle.remove(known);
          idleWeight -= weight(own);
          return begun(known, own.application());
        }
        if (livingWeight + weight(own) <= ROOM) {
          OwnClient made = new OwnClient(own, maker);
          clients.put(own.key(), made);
          living++;
          livingWeight += weight(own);
          return begun(made, own.application());
        }
        evicted = evicted();
      }
      close(evicted);
      if (!evicted.isGone(deadline)) {
        return null;
      }
    }
  }

  /** The exchange is over. */
  synchronized void release(OwnClient client) {
    if (--client.exchanges == 0) {
      long weight = weight(client.own);
      used.computeIfPresent(client.user, (_, sum) -> sum == weight ? null : sum - weight);
      client.idleSince = nanos.getAsLong();
      idle.add(client);
      idleWeight += weight;
    }
  }

  /** Closes those that have been idle for long. */
  void closeUnused() {
    List<OwnClient> unused = new ArrayList<>();
    synchronized (this) {
      while (!idle.isEmpty() && nanos.getAsLong() - idle.getFirst().idleSince >= UNUSED) {
        unused.add(evicted());
      }
    }
    unused.forEach(this::close);
  }

  /** How many there are, those that are being closed included. */
  synchronized int living() {
    return living;
  }

  /** Takes no more; what is under way has been broken off. */
  @Override
  public void close() {
    List<OwnClient> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(clients.values());
      clients.clear();
      idle.clear();
      idleWeight = 0;
    }
    all.forEach(this::close);
  }

  private void close(OwnClient client) {
    client.close(() -> gone(client));
  }

  private synchronized void gone(OwnClient client) {
    living--;
    livingWeight -= weight(client.own);
  }

  private OwnClient begun(OwnClient client, ApplicationId application) {
    client.exchanges = 1;
    client.user = application;
    used.merge(application, weight(client.own), Long::sum);
    return client;
  }

  private OwnClient evicted() {
    OwnClient first = idle.removeFirst();
    clients.remove(first.own.key());
    idleWeight -= weight(first.own);
    return first;
  }

  /** What no exchange has: nobody has it yet, or it can be made free. */
  private long free() {
    return ROOM - livingWeight + idleWeight;
  }

  private static long weight(OwnTls own) {
    return CLIENT + (long) BYTE * own.bytes();
  }
}
