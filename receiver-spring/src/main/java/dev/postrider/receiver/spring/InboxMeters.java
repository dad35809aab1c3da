package dev.postrider.receiver.spring;

import dev.postrider.receiver.Inbox;
import dev.postrider.receiver.InboxCounts;
import dev.postrider.receiver.Verification.Reason;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Meters {@code webhooks.*}: what there is and was in the inbox. */
final class InboxMeters implements MeterBinder {
  /** The store is asked once for all meters of a scrape. */
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final InboxLifecycle lifecycle;
  private @Nullable InboxCounts last;
  private long asked;

  InboxMeters(InboxLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "waiting", "stored and to be handled", InboxCounts::waiting);
    gauge(registry, "running", "handlers that have not returned", InboxCounts::running);
    gauge(registry, "overdue", "handlers that went on when interrupted", InboxCounts::overdue);
    gauge(registry, "dead", "given up", InboxCounts::dead);
    Tags none = Tags.empty();
    counter(registry, "taken", none, InboxCounts::taken);
    counter(registry, "duplicates", none, InboxCounts::duplicates);
    counter(registry, "attempts", Tags.of("result", "handled"), InboxCounts::handled);
    counter(registry, "attempts", Tags.of("result", "failed"), InboxCounts::failed);
    for (Reason reason : Reason.values()) {
      counter(
          registry,
          "refused",
          Tags.of("reason", reason.name().toLowerCase(Locale.ROOT)),
          counts -> counts.refused().getOrDefault(reason, 0L));
    }
    counter(registry, "malformed", none, InboxCounts::malformed);
    counter(registry, "too.large", none, InboxCounts::tooLarge);
    counter(registry, "slow", none, InboxCounts::slow);
    counter(registry, "unavailable", none, InboxCounts::unavailable);
  }

  private void gauge(
      MeterRegistry registry, String name, String what, ToLongFunction<InboxCounts> count) {
    Clock clock = registry.config().clock();
    Gauge.builder("webhooks." + name, this, meters -> meters.read(clock, count))
        .description(what)
        .register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, Tags tags, ToLongFunction<InboxCounts> count) {
    Clock clock = registry.config().clock();
    FunctionCounter.builder("webhooks." + name, this, meters -> meters.read(clock, count))
        .tags(tags)
        .register(registry);
  }

  /** As last known when the inbox is closed. */
  private synchronized double read(Clock clock, ToLongFunction<InboxCounts> count) {
    long now = clock.monotonicTime();
    Inbox inbox = lifecycle.open().orElse(null);
    if (inbox != null && (last == null || now - asked > FRESH_NANOS)) {
      last = inbox.counts();
      asked = now;
    }
    return last == null ? 0 : count.applyAsLong(last);
  }
}
