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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    /** DNS was not asked, or too late to blame it, because other lookups held our threads. */
    record Crowded() implements Resolution {}
  }

  /** What DNS said. {@code problem} says why there is no address, when there is none. */
  private record Answer(List<InetAddress> found, String problem) {}

  private static final Duration KEEP_FOUND = Duration.ofSeconds(30);
  private static final Duration KEEP_NOT_FOUND = Duration.ofSeconds(5);
  private static final int HOSTS = 20_000;
  private static final int MOST_ADDRESSES = 8;

  private final AddressGuard guard;
  private final HostLookup lookup;
  private final ThreadPoolExecutor threads;

  /** The hosts that DNS is being asked for, and since when. */
  private final ConcurrentMap<String, Long> asked = new ConcurrentHashMap<>();

  private final AsyncCache<String, Answer> answers;

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
                Expiry.<String, Answer>creating(
                    (_, answer) -> answer.found.isEmpty() ? KEEP_NOT_FOUND : KEEP_FOUND))
            .buildAsync();
  }

  /** Resolves the host of the target and returns within {@code nanos}. */
  Resolution resolve(Target target, long nanos) throws InterruptedException {
    InetAddress literal = target.literal();
    if (literal != null) {
      return ruled(new Answer(List.of(literal), ""));
    }
    try {
      CompletableFuture<Answer> answer =
          answers.get(
              target.host(),
              (host, _) -> CompletableFuture.supplyAsync(() -> answer(host), threads));
      return ruled(answer.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return hadTime(target.host(), nanos) ? new Resolution.TooLate() : new Resolution.Crowded();
    } catch (RejectedExecutionException _) {
      return new Resolution.Crowded();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("a lookup ends with an answer", impossible);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** True when DNS has been asked for the host during at least half of the wait. */
  private boolean hadTime(String host, long nanos) {
    Long since = asked.get(host);
    return since != null && System.nanoTime() - since >= nanos / 2;
  }

  /**
   * Failure policy: fail closed, and not for long. Without an address nothing is sent, and the
   * delivery is tried again.
   */
  private Answer answer(String host) {
    asked.put(host, System.nanoTime());
    try {
      List<InetAddress> found = lookup.lookup(host);
      return new Answer(
          List.copyOf(found.subList(0, Math.min(found.size(), MOST_ADDRESSES))),
          "the host has no address");
    } catch (UnknownHostException _) {
      return new Answer(List.of(), "the host has no address");
    } catch (RuntimeException broken) {
      return new Answer(List.of(), "the lookup broke: " + broken.getClass().getSimpleName());
    } finally {
      asked.remove(host);
    }
  }

  private Resolution ruled(Answer answer) {
    if (answer.found.isEmpty()) {
      return new Resolution.Unknown(answer.problem);
    }
    List<InetAddress> allowed = new ArrayList<>(answer.found.size());
    String reason = "";
    for (InetAddress address : answer.found) {
      switch (guard.rule(address)) {
        case AddressGuard.Ruling.Allowed() -> allowed.add(address);
        case AddressGuard.Ruling.Refused(String why) -> reason = why;
      }
    }
    return allowed.isEmpty() ? new Resolution.Refused(reason) : new Resolution.Addresses(allowed);
  }
}
