package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.log.LogConsumer;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * The dispatch stage at work: one dispatcher and one thread for each shard that the log hands over.
 * Safe for use by many threads.
 */
public final class Dispatch implements LogConsumer, Resend, Requeue, Cancel, AutoCloseable {
  private static final Duration RESEND_WAIT = Duration.ofSeconds(5);

  /**
   * What dispatch asks of the directory and does to endpoints. All calls may fail, which is
   * reported; the next occasion repeats them.
   */
  public interface Endpoints {
    /** What an event type says of its deliveries by now; from memory. */
    PolicyOverrides eventTypePolicy(ApplicationId application, String eventType);

    /** An endpoint as it is now; from memory. Empty when it is not known. */
    Optional<Endpoint> endpoint(EndpointId id);

    void disable(EndpointId endpoint, String reason);

    void markFailing(EndpointId endpoint, long revision, Optional<Instant> since);
  }

  /**
   * What dispatch acts through.
   *
   * @param clock must not jump: the dispatcher's alarms are set by it
   * @param shardOf the shard of an application, as the log has it
   * @param faults hears of errors that one delivery survives
   * @param fatal hears of the error after which the process must stop and recover
   */
  public record Hands(
      InstantSource clock,
      Supplier<RandomGenerator> random,
      ToIntFunction<ApplicationId> shardOf,
      Recorder recorder,
      ParkedStore parked,
      Sender sender,
      Endpoints endpoints,
      DispatchListener listener,
      Consumer<Throwable> faults,
      Consumer<Throwable> fatal) {}

  private final DispatchConfig config;
  private final Hands hands;
  private final ExecutorService executor =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("attempt-", 0).factory());
  private final Map<Integer, ShardRunner> shards = new ConcurrentHashMap<>();

  public Dispatch(DispatchConfig config, Hands hands) {
    this.config = config;
    this.hands = hands;
  }

  @Override
  public void assigned(int shard, long epoch, Recovered recovered) {
    var runner = new ShardRunner(shard, config, hands.random().get(), recovered, hands, executor);
    shards.put(shard, runner);
    runner.start();
  }

  @Override
  public void entries(int shard, List<Routed> messages) {
    List<Event> events = new ArrayList<>(messages.size());
    for (Routed routed : messages) {
      events.add(new Event.Accepted(routed.message(), routed.targets()));
    }
    runner(shard).inbox().putWithRoom(events);
  }

  @Override
  public void replayed(int shard) {
    runner(shard).inbox().put(new Event.Replayed());
  }

  @Override
  public void committed(int shard, long ticket) {
    runner(shard).inbox().put(new Event.Committed(ticket));
  }

  /** Tells every shard of an endpoint as it is now; the directory's listener. */
  public void changed(Endpoint endpoint) {
    shards.values().forEach(r -> r.inbox().put(new Event.Changed(endpoint)));
  }

  /** Looks at what is due now, without waiting for the next alarm: for a clock that was set. */
  public void wake() {
    shards.values().forEach(r -> r.inbox().put(new Event.Tick()));
  }

  @Override
  public boolean resend(Endpoint endpoint, MessageId message) throws InterruptedException {
    ShardRunner runner = shards.get(hands.shardOf().applyAsInt(endpoint.application()));
    if (runner == null) {
      return false;
    }
    var durable = new CountDownLatch(1);
    runner.inbox().put(new Event.ResendAsked(endpoint, message, durable));
    return durable.await(RESEND_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void requeue(Endpoint endpoint, List<Again> messages) throws InterruptedException {
    var durable = new CountDownLatch(1);
    runner(hands.shardOf().applyAsInt(endpoint.application()))
        .inbox()
        .put(new Event.RequeueAsked(endpoint, messages, durable));
    durable.await();
  }

  @Override
  public Map<EndpointId, Result> cancel(MessageId message, Collection<Endpoint> endpoints)
      throws InterruptedException {
    var cancelling = new Cancelling(endpoints.size());
    for (Endpoint endpoint : endpoints) {
      ShardRunner runner = shards.get(hands.shardOf().applyAsInt(endpoint.application()));
      if (runner != null) {
        runner.inbox().put(new Event.CancelAsked(endpoint, message, cancelling.at(endpoint)));
      }
    }
    return cancelling.await();
  }

  /** Attempts under way now. */
  public int inFlight() {
    return shards.values().stream().mapToInt(ShardRunner::inFlight).sum();
  }

  /** True while as many attempts are under way at a shard as backlogs may have there. */
  public boolean isBehind() {
    // Asked with every request: no stream.
    for (ShardRunner runner : shards.values()) {
      if (runner.inFlight() >= config.inFlight() / 2) {
        return true;
      }
    }
    return false;
  }

  /** Deliveries that wait on disk. */
  public long parked() {
    return shards.values().stream().mapToLong(ShardRunner::parked).sum();
  }

  /**
   * What the deliveries in memory weigh together, and those that are being loaded, in bytes; {@link
   * DispatchConfig#memoryBytes} bounds it.
   */
  public long bytes() {
    return shards.values().stream().mapToLong(ShardRunner::bytes).sum();
  }

  /** Events that wait for a dispatcher's thread. */
  public int queued() {
    return shards.values().stream().mapToInt(r -> r.inbox().size()).sum();
  }

  /**
   * Starts no further attempt, and returns when those under way have ended or the grace period is
   * over.
   */
  public void drain(Duration grace) throws InterruptedException {
    Instant deadline = hands.clock().instant().plus(grace);
    shards.values().forEach(ShardRunner::drain);
    for (ShardRunner runner : shards.values()) {
      runner.awaitDrained(Duration.between(hands.clock().instant(), deadline));
    }
  }

  /** Stops at once; what is under way is attempted again after a restart. Twice is harmless. */
  @Override
  public void close() {
    try {
      for (ShardRunner runner : shards.values()) {
        runner.stop();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  private ShardRunner runner(int shard) {
    ShardRunner runner = shards.get(shard);
    if (runner == null) {
      throw new IllegalStateException("shard " + shard + " has not been assigned");
    }
    return runner;
  }
}
