package dev.postrider.server.observe;

import dev.postrider.attempt.Attempted;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Dispatch;
import dev.postrider.dispatch.DispatchListener;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.policy.Verdict;
import dev.postrider.postgres.JournalListener;
import dev.postrider.record.Entry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts what passes the edges, for {@code /metrics}. Safe for use by many threads. */
public final class Metrics implements DispatchListener, JournalListener {
  private static final Duration[] LATENCIES =
      Stream.of(
              1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 60_000, 600_000,
              3_600_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final Duration[] COMMITS =
      Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private static final double[] BATCHES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter accepted = counter("accepted", "Messages that were acknowledged");
  private final Counter repeated =
      counter("repeated", "Messages that an idempotency key had made before");
  private final Counter refused =
      counter("refused", "Messages that the log did not take: the caller was told to come again");
  private final Counter delivered = counter("delivered", "Deliveries that arrived");
  private final Counter failed = counter("failed", "Attempts that failed");
  private final Counter discarded = counter("discarded", "Deliveries that were given up");
  private final Counter faults = counter("faults", "Errors of Postrider's own that were survived");
  private final Timer latency =
      Timer.builder("postrider.latency")
          .description("From the id of a message, just before its commit, to its arrival")
          .serviceLevelObjectives(LATENCIES)
          .register(registry);
  private final Timer commit =
      Timer.builder("postrider.journal.commit")
          .description("One transaction of the journal, until it is durable")
          .serviceLevelObjectives(COMMITS)
          .register(registry);
  private final DistributionSummary batch =
      DistributionSummary.builder("postrider.journal.batch")
          .description("Messages in one transaction of the journal")
          .serviceLevelObjectives(BATCHES)
          .register(registry);
  private final AtomicInteger databaseUp = new AtomicInteger(1);

  /** Counts nothing yet. */
  public Metrics() {
    List<MeterBinder> jvm =
        List.of(
            new JvmMemoryMetrics(),
            new JvmThreadMetrics(),
            new ClassLoaderMetrics(),
            new ProcessorMetrics(),
            new FileDescriptorMetrics(),
            new UptimeMetrics());
    jvm.forEach(binder -> binder.bindTo(registry));
    watch("database.up", "1 while the database takes writes, otherwise 0", databaseUp::get);
  }

  /** Shows a number that somebody else knows. */
  public void watch(String name, String meaning, Supplier<Number> number) {
    Gauge.builder("postrider." + name, number)
        .description(meaning)
        .strongReference(true)
        .register(registry);
  }

  /** Shows what somebody else counts. */
  public void count(String name, String meaning, LongSupplier count) {
    FunctionCounter.builder("postrider." + name, count, LongSupplier::getAsLong)
        .description(meaning)
        .register(registry);
  }

  /** Shows what dispatch holds. */
  public void watch(Dispatch dispatch) {
    watch("in.flight", "Attempts under way", dispatch::inFlight);
    watch("parked", "Deliveries with a row on disk", dispatch::parked);
    watch("dispatch.bytes", "What deliveries in memory weigh, in bytes", dispatch::bytes);
    watch("dispatch.queue", "Events that wait for a dispatcher", dispatch::queued);
  }

  /** The same log, counted. */
  public MessageLog counting(MessageLog log) {
    return new MessageLog() {
      @Override
      public List<Appended> append(List<Draft> drafts) throws InterruptedException {
        List<Appended> answers = log.append(drafts);
        answers.forEach(Metrics.this::appended);
        return answers;
      }

      @Override
      public void subscribe(LogConsumer consumer) throws InterruptedException {
        log.subscribe(consumer);
      }

      @Override
      public int shardOf(ApplicationId application) {
        return log.shardOf(application);
      }
    };
  }

  private void appended(Appended answer) {
    switch (answer) {
      case Appended.Accepted _ -> accepted.increment();
      case Appended.Repeated _ -> repeated.increment();
      case Appended.Unavailable _ -> refused.increment();
      case Appended.Conflict _, Appended.Unstorable _ -> {
        // The caller's mistake, and the caller was told.
      }
    }
  }

  @Override
  public void judged(Delivery delivery, Attempted attempted, Verdict verdict) {
    switch (verdict) {
      case Verdict.Delivered() -> {
        delivered.increment();
        Instant arrived = attempted.started().plus(attempted.took());
        Duration took = Duration.between(delivery.message().created(), arrived);
        // Keys go on rising when the clock is set back, so a message may be younger than it is.
        latency.record(took.isNegative() ? Duration.ZERO : took);
      }
      case Verdict.Retry _, Verdict.Discard _ -> failed.increment();
    }
  }

  @Override
  public void settled(Entry entry) {
    if (entry.state() == Entry.State.DISCARDED) {
      discarded.increment();
    }
  }

  @Override
  public void committed(int messages, int entries, long bytes, Duration took) {
    batch.record(messages);
    commit.record(took);
  }

  @Override
  public void outage(String reason) {
    databaseUp.set(0);
  }

  @Override
  public void recovered(Duration outage) {
    databaseUp.set(1);
  }

  /** Something of our own went wrong and was survived. */
  public void fault() {
    faults.increment();
  }

  /** Everything, in the text form of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }

  private Counter counter(String name, String meaning) {
    return Counter.builder("postrider." + name).description(meaning).register(registry);
  }
}
