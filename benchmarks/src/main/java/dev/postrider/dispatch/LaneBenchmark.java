package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Times what the dispatcher does for one delivery, from the accepted message to the durable
 * settlement, with everything around it answered at once.
 */
@State(Scope.Thread)
public class LaneBenchmark {
  private static final int LANES = 1_000;
  private static final int BEHIND = 16;
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
  private static final Attempted DELIVERED =
      new Attempted(
          "http://localhost/",
          NOW,
          Duration.ofMillis(1),
          new Outcome.Answered(204, null, Payload.EMPTY));

  private final Queue<Effect> effects = new ArrayDeque<>();
  private final Dispatcher dispatcher =
      new Dispatcher(
          DispatchConfig.DEFAULT,
          new SplittableRandom(1),
          new Recovered(new MessageId(1), List.of(), Set.of()),
          NOW,
          effects::add);
  private final List<Endpoint> endpoint = List.of(endpoint());
  private final String[] keys = new String[LANES];
  private long last = 1;

  public LaneBenchmark() {
    for (int i = 0; i < LANES; i++) {
      keys[i] = "lane-" + i;
    }
    dispatcher.on(new Event.Replayed(), NOW);
  }

  @Benchmark
  public MessageId noLane() {
    accept(null);
    return settle();
  }

  /** The next of a thousand lanes, in which nothing else is. */
  @Benchmark
  public MessageId aLaneOfItsOwn() {
    accept(keys[(int) (last % LANES)]);
    return settle();
  }

  /** All in one lane: each begins when the one before it is settled. */
  @Benchmark
  @OperationsPerInvocation(BEHIND)
  public MessageId behindOneAnother() {
    for (int i = 0; i < BEHIND; i++) {
      accept(keys[0]);
    }
    return settle();
  }

  private void accept(@Nullable String key) {
    var message =
        new Message(
            new MessageId(++last),
            new ApplicationId(1),
            "order.paid",
            key,
            List.of(),
            null,
            Message.JSON,
            Duration.ofDays(90),
            Payload.EMPTY);
    on(new Event.Accepted(message, endpoint));
  }

  /** Answers what the dispatcher asks for until it asks for nothing more. */
  private MessageId settle() {
    for (Effect effect = effects.poll(); effect != null; effect = effects.poll()) {
      switch (effect) {
        case Effect.Attempt(var delivery) ->
            on(new Event.Finished(delivery, DELIVERED, PolicyOverrides.NONE));
        case Effect.Write(var entry) -> on(new Event.Committed(entry.ticket()));
        case Effect.Judged _ -> {
          // For those who count.
        }
        case Effect.Load _,
            Effect.Confirm _,
            Effect.Cancelled _,
            Effect.Disable _,
            Effect.MarkFailing _,
            Effect.CancelParked _ ->
            throw new IllegalStateException("not for a delivery that arrives: " + effect);
      }
    }
    MessageId reached = dispatcher.checkpoint();
    if (reached.value() != last) {
      throw new IllegalStateException("settled up to " + reached.value() + " and not " + last);
    }
    return reached;
  }

  private void on(Event event) {
    dispatcher.on(event, NOW);
  }

  private static Endpoint endpoint() {
    return new Endpoint(
        new EndpointId(1),
        1,
        new ApplicationId(1),
        1,
        Endpoint.Status.ENABLED,
        Endpoint.Settings.of("http://localhost/"),
        List.of(),
        Policy.STANDARD,
        null,
        1,
        NOW,
        NOW);
  }
}
