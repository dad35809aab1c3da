package dev.postrider.server.observe;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.dispatch.DispatchConfig;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.platform.Platform;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.MemoryDirectory;
import dev.postrider.testkit.MemoryLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets a listener hear of attempts, from a real dispatch over memory whose outcomes are given. */
final class Attempts implements AutoCloseable {
  static final Duration TOOK = Duration.ofMillis(30);

  private final MemoryDirectory directory;
  private final Map<EndpointId, Outcome> outcomes = new ConcurrentHashMap<>();
  private final Semaphore heard = new Semaphore(0);
  private final Application application;
  final MemoryLog memory;
  private final MessageLog log;
  final Dispatch dispatch;

  /** Appends go through {@code around}. */
  Attempts(InstantSource clock, UnaryOperator<MessageLog> around, DispatchListener listener) {
    Keys keys = new Keys(clock, 0);
    this.directory = new MemoryDirectory(clock, keys, Contracts.STANDARD);
    this.application =
        Edges.done(
            directory.createApplication(
                Edges.ORGANISATION,
                Platform.STANDARD,
                new Application.Settings("Acme", null, null, Map.of(), Map.of())));
    this.memory = new MemoryLog(clock, keys);
    this.log = around.apply(memory);
    this.dispatch =
        new Dispatch(
            DispatchConfig.DEFAULT,
            new Dispatch.Hands(
                clock,
                () -> new SplittableRandom(1),
                log::shardOf,
                new Unrecorded(),
                _ -> new ParkedStore.Loaded(List.of(), false, null),
                (endpoint, message) ->
                    new Attempted(
                        endpoint.settings().url(),
                        message.created(),
                        TOOK,
                        Objects.requireNonNull(outcomes.get(endpoint.id()))),
                new Unkept(),
                new DispatchListener() {
                  @Override
                  public void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
                    listener.judged(delivery, attempted, verdict);
                    heard.release();
                  }

                  @Override
                  public void settled(Entry entry) {
                    listener.settled(entry);
                  }
                },
                Attempts::broken,
                Attempts::broken));
    memory.subscribe(dispatch);
  }

  /** One message for an endpoint of its own, which answers with this; returns when it was heard. */
  Endpoint attempt(Outcome outcome) throws InterruptedException {
    Endpoint endpoint =
        Edges.done(
            directory.createEndpoint(
                application.id(),
                Endpoint.Settings.of("https://me:hush@example.com/hook?token=hush"),
                new Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", null)));
    outcomes.put(endpoint.id(), outcome);
    Drafts.accepted(log, Drafts.plain(application.id(), "{}", endpoint));
    if (!heard.tryAcquire(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the listener heard nothing of " + outcome);
    }
    return endpoint;
  }

  /** One message that nobody wants. */
  void append() throws InterruptedException {
    log.append(List.of(Drafts.plain(application.id(), "{}")));
  }

  @Override
  public void close() {
    dispatch.close();
  }

  private static void broken(Throwable fault) {
    throw new AssertionError(fault);
  }

  private static final class Unrecorded implements Recorder {
    @Override
    public void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint) {}

    @Override
    public long cancelParked(EndpointId endpoint) {
      return 0;
    }
  }

  private static final class Unkept implements Dispatch.Endpoints {
    @Override
    public PolicyOverrides eventTypePolicy(ApplicationId application, String eventType) {
      return PolicyOverrides.NONE;
    }

    @Override
    public Optional<Endpoint> endpoint(EndpointId id) {
      return Optional.empty();
    }

    @Override
    public void disable(EndpointId endpoint, String reason) {}

    @Override
    public void markFailing(EndpointId endpoint, long revision, Optional<Instant> since) {}
  }
}
