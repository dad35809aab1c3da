package dev.postrider.sender;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a host into addresses that the guard allows. Safe for use by many threads.
 *
 * <p>The lookup is native code that holds on to its thread, so it runs on a few threads of its own,
 * and several attempts that want the same host wait for one lookup. Only what the guard made of an
 * answer is kept: its rules hold for as long as it lives.
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

  /**
   * What is said of a host that DNS does not know, and of one whose addresses are refused, so that
   * nobody can ask this service which names there are inside its network, and of what kind.
   */
  static final String NO_ADDRESS = "the host has no address that webhooks may be sent to";

  private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
  private static final Duration KEEP_FOUND = Duration.ofSeconds(30);
  private static final Duration KEEP_NOT_FOUND = Duration.ofSeconds(5);
  private static final int HOSTS = 20_000;
  private static final int MOST_ADDRESSES = 8;

  private final AddressGuard guard;
  private final HostLookup lookup;
  private final ThreadPoolExecutor threads;

  /** The hosts that DNS is being asked for, and since when. */
  private final ConcurrentMap<String, Long> asked = new ConcurrentHashMap<>();

  private final AsyncCache<String, Resolution> answers;

  /** {@code time} is what the age of answers is measured by. */
  Resolver(AddressGuard guard, HostLookup lookup, int dnsThreads, int waiting, Ticker time) {
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
            .ticker(time)
            .expireAfter(
                Expiry.<String, Resolution>creating((_, answer) ->
                    answer instanceof Resolution.Unknown ? KEEP_NOT_FOUND : KEEP_FOUND))
            .buildAsync();
  }

  /** Resolves the host of the target and returns within {@code nanos}; a wait is measured. */
  Resolution resolve(Target target, long nanos, Stopwatch stopwatch) throws InterruptedException {
    InetAddress literal = target.literal();
    if (literal != null) {
      return switch (guard.rule(literal)) {
        case AddressGuard.Ruling.Allowed() -> new Resolution.Addresses(List.of(literal));
        case AddressGuard.Ruling.Refused(String reason) -> new Resolution.Refused(reason);
      };
    }
    long begun = System.nanoTime();
    try {
      CompletableFuture<Resolution> known = answers.getIfPresent(target.host());
      if (known != null && known.isDone()) {
        return known.get();
      }
      CompletableFuture<Resolution> answer =
          answers.get(
              target.host(),
              (host, _) -> CompletableFuture.supplyAsync(() -> answer(host), threads));
      Resolution resolution = answer.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      if (resolution instanceof Resolution.Addresses) {
        // Of what is refused nothing more is told, not even how long DNS took to know it.
        stopwatch.resolved(begun);
      }
      return resolution;
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
  private Resolution answer(String host) {
    asked.put(host, System.nanoTime());
    try {
      return ruled(host, lookup.lookup(host));
    } catch (UnknownHostException _) {
      return new Resolution.Unknown(NO_ADDRESS);
    } catch (RuntimeException broken) {
      return new Resolution.Unknown("the lookup broke: " + broken.getClass().getSimpleName());
    } finally {
      asked.remove(host);
    }
  }

  private Resolution ruled(String host, List<InetAddress> found) {
    if (found.isEmpty()) {
      return new Resolution.Unknown(NO_ADDRESS);
    }
    List<InetAddress> allowed =
        found.stream().limit(MOST_ADDRESSES).filter(address -> allows(host, address)).toList();
    return allowed.isEmpty()
        ? new Resolution.Refused(NO_ADDRESS)
        : new Resolution.Addresses(allowed);
  }

  /** Whoever owns an endpoint is not told more, so the log has to say why. */
  private boolean allows(String host, InetAddress address) {
    return switch (guard.rule(host, address)) {
      case AddressGuard.Ruling.Allowed() -> true;
      case AddressGuard.Ruling.Refused(String reason) -> {
        LOG.debug("{} leads to {}: {}", host, address.getHostAddress(), reason);
        yield false;
      }
    };
  }
}
