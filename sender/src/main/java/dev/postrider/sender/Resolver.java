package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns a host into addresses that the guard allows. Safe for use by many threads.
 *
 * <p>The lookup is native code that holds on to its thread, so it runs on a few threads of its own,
 * and several attempts that want the same host wait for one lookup. The guard rules at every use,
 * whether the answer was cached or not.
 */
final class Resolver implements AutoCloseable {

  /** Where a request may go. */
  sealed interface Resolution {

    /** Never empty; in the order of DNS. */
    record Addresses(List<InetAddress> allowed) implements Resolution {}

    record Refused(String reason) implements Resolution {}

    record Unknown(String reason) implements Resolution {}

    /** Time ran out before DNS answered. */
    record TooLate() implements Resolution {}
  }

  private static final Duration KEEP_FOUND = Duration.ofSeconds(30);
  private static final Duration KEEP_NOT_FOUND = Duration.ofSeconds(5);
  private static final int HOSTS = 20_000;
  private static final int MOST_ADDRESSES = 8;

  private final AddressGuard guard;
  private final HostLookup lookup;
  private final ThreadPoolExecutor threads;

  /** Empty for a host that DNS does not know. */
  private final AsyncCache<String, List<InetAddress>> answers;

  Resolver(AddressGuard guard, HostLookup lookup, int dnsThreads, int waiting) {
    this.guard = guard;
    this.lookup = lookup;
    this.threads =
        new ThreadPoolExecutor(
            dnsThreads,
            dnsThreads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().name("dns-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(HOSTS)
            .expireAfter(
                Expiry.<String, List<InetAddress>>creating(
                    (_, found) -> found.isEmpty() ? KEEP_NOT_FOUND : KEEP_FOUND))
            .buildAsync();
  }

  /** Resolves the host of the target and returns within {@code nanos}. */
  Resolution resolve(Target target, long nanos) throws InterruptedException {
    InetAddress literal = target.literal();
    if (literal != null) {
      return ruled(List.of(literal));
    }
    try {
      CompletableFuture<List<InetAddress>> answer =
          answers.get(
              target.host(),
              (host, _) -> CompletableFuture.supplyAsync(() -> found(host), threads));
      return ruled(answer.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return new Resolution.TooLate();
    } catch (RejectedExecutionException _) {
      return new Resolution.Unknown("too many hosts are being looked up");
    } catch (ExecutionException failed) {
      return new Resolution.Unknown("the lookup broke: " + failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private List<InetAddress> found(String host) {
    try {
      List<InetAddress> found = lookup.lookup(host);
      return found.subList(0, Math.min(found.size(), MOST_ADDRESSES));
    } catch (UnknownHostException _) {
      return List.of();
    }
  }

  private Resolution ruled(List<InetAddress> found) {
    List<InetAddress> allowed = new ArrayList<>(found.size());
    String reason = "the host has no address";
    for (InetAddress address : found) {
      switch (guard.rule(address)) {
        case AddressGuard.Ruling.Allowed() -> allowed.add(address);
        case AddressGuard.Ruling.Refused(String why) -> reason = why;
      }
    }
    if (!allowed.isEmpty()) {
      return new Resolution.Addresses(allowed);
    }
    return found.isEmpty() ? new Resolution.Unknown(reason) : new Resolution.Refused(reason);
  }
}
