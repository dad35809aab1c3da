package dev.postrider.pulse;

import dev.postrider.attempt.Attempted;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.log.LogConsumer;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;
import dev.postrider.record.Recovered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts in memory what happens, until somebody takes it away. Safe for use by many threads; its
 * lock is never held while anything is waited for.
 *
 * <p>It asks no clock: whoever takes what was counted knows of which time it is. An attempt at an
 * endpoint that was counted since the last time allocates nothing.
 */
public final class PulseCounter implements DispatchListener {
  /** So many endpoints are counted apart at a time; the others under their application alone. */
  static final int ENDPOINTS = 4_000;

  /** So many applications are counted at a time; the others are not. */
  static final int APPLICATIONS = 4_000;

  private static final class Counter {
    final ApplicationId application;
    final Latencies latencies = new Latencies();
    long accepted;
    long delivered;
    long failed;
    long discarded;
    long parked;

    Counter(ApplicationId application) {
      this.application = application;
    }

    Beat beat(@Nullable EndpointId endpoint) {
      Counts counts = new Counts(accepted, delivered, failed, discarded, parked);
      return new Beat(application, endpoint, counts, latencies);
    }
  }

  private Map<ApplicationId, Counter> applications = new HashMap<>();
  private Map<EndpointId, Counter> endpoints = new HashMap<>();

  /** Everything since the last time. */
  public List<Beat> take() {
    Map<ApplicationId, Counter> ofApplications;
    Map<EndpointId, Counter> ofEndpoints;
    synchronized (this) {
      if (applications.isEmpty() && endpoints.isEmpty()) {
        return List.of();
      }
      ofApplications = applications;
      ofEndpoints = endpoints;
      applications = new HashMap<>();
      endpoints = new HashMap<>();
    }
    List<Beat> beats = new ArrayList<>(ofApplications.size() + ofEndpoints.size());
    ofApplications.values().forEach(counter -> beats.add(counter.beat(null)));
    ofEndpoints.forEach((endpoint, counter) -> beats.add(counter.beat(endpoint)));
    return beats;
  }

  @Override
  public synchronized void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
    boolean arrived = verdict instanceof Verdict.Delivered;
    long micros = attempted.took().toNanos() / 1_000;
    Endpoint endpoint = delivery.endpoint();
    judged(counter(endpoint.application()), arrived, micros);
    judged(counter(endpoint.application(), endpoint.id()), arrived, micros);
  }

  private static void judged(@Nullable Counter counter, boolean arrived, long micros) {
    if (counter != null) {
      counter.delivered += arrived ? 1 : 0;
      counter.failed += arrived ? 0 : 1;
      counter.latencies.add(micros);
    }
  }

  @Override
  public synchronized void settled(Entry entry) {
    if (entry.state() == Entry.State.DISCARDED) {
      discarded(counter(entry.application()));
      discarded(counter(entry.application(), entry.endpoint()));
    }
  }

  private static void discarded(@Nullable Counter counter) {
    if (counter != null) {
      counter.discarded++;
    }
  }

  @Override
  public synchronized void parked(Entry entry) {
    parked(counter(entry.application()));
    parked(counter(entry.application(), entry.endpoint()));
  }

  private static void parked(@Nullable Counter counter) {
    if (counter != null) {
      counter.parked++;
    }
  }

  private synchronized void accepted(List<LogConsumer.Routed> messages) {
    for (LogConsumer.Routed routed : messages) {
      ApplicationId application = routed.message().application();
      accepted(counter(application));
      for (Endpoint target : routed.targets()) {
        accepted(counter(application, target.id()));
      }
    }
  }

  private static void accepted(@Nullable Counter counter) {
    if (counter != null) {
      counter.accepted++;
    }
  }

  private @Nullable Counter counter(ApplicationId application) {
    Counter known = applications.get(application);
    if (known == null && applications.size() < APPLICATIONS) {
      known = new Counter(application);
      applications.put(application, known);
    }
    return known;
  }

  private @Nullable Counter counter(ApplicationId application, EndpointId endpoint) {
    Counter known = endpoints.get(endpoint);
    if (known == null && endpoints.size() < ENDPOINTS) {
      known = new Counter(application);
      endpoints.put(endpoint, known);
    }
    return known;
  }

  /** The same consumer, and what was accepted is counted. What a start replays was so before. */
  public LogConsumer counting(LogConsumer consumer) {
    Set<Integer> replayed = ConcurrentHashMap.newKeySet();
    return new LogConsumer() {
      @Override
      public void assigned(int shard, long epoch, Recovered recovered) {
        replayed.remove(shard);
        consumer.assigned(shard, epoch, recovered);
      }

      @Override
      public void entries(int shard, List<Routed> messages) {
        if (replayed.contains(shard)) {
          accepted(messages);
        }
        consumer.entries(shard, messages);
      }

      @Override
      public void replayed(int shard) {
        replayed.add(shard);
        consumer.replayed(shard);
      }

      @Override
      public void committed(int shard, long ticket) {
        consumer.committed(shard, ticket);
      }
    };
  }
}
