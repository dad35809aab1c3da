package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A dispatcher that a test drives by hand: its clock, its events, and what it asked for. */
abstract class Driven {
  static final Instant START = Instant.parse("2026-05-04T03:02:01Z");
  static final Outcome OK = new Outcome.Answered(200, null, Payload.EMPTY);
  static final Outcome BROKEN = new Outcome.Answered(500, null, Payload.EMPTY);

  private final List<Effect> effects = new ArrayList<>();
  private long lastMessage = 1_000;
  Instant now = START;
  Dispatcher dispatcher;

  Driven() {
    recover();
  }

  /** Starts anew with these parked rows on disk. */
  final void recover(Recovered.Backlog... rows) {
    effects.clear();
    dispatcher =
        new Dispatcher(
            DispatchConfig.DEFAULT,
            new SplittableRandom(1),
            new Recovered(new MessageId(1), List.of(rows), Set.of()),
            now,
            effects::add);
    on(new Event.Replayed());
  }

  final void on(Event event) {
    dispatcher.on(event, now);
  }

  final void pass(Duration time) {
    now = now.plus(time);
    on(new Event.Tick());
  }

  /** Everything that was written becomes durable. */
  final void commit() {
    on(new Event.Committed(entries().getLast().ticket()));
  }

  static Endpoint endpoint(long id, long application, Status status, long revision, Policy policy) {
    return endpoint(id, application, status, revision, 1, policy);
  }

  static Endpoint endpoint(
      long id, long application, Status status, long revision, long fresh, Policy policy) {
    var settings = Endpoint.Settings.of("http://localhost/");
    return new Endpoint(
        new EndpointId(id),
        (int) id,
        new ApplicationId(application),
        revision,
        status,
        settings,
        List.of(),
        policy,
        null,
        fresh,
        START,
        START);
  }

  static Endpoint endpoint(long id, long application, Status status, long revision) {
    return endpoint(id, application, status, revision, Policy.STANDARD);
  }

  static Endpoint endpoint(long id, long application) {
    return endpoint(id, application, Status.ENABLED, 1);
  }

  static Message message(long id, @Nullable String key, Payload payload) {
    return new Message(
        new MessageId(id),
        new ApplicationId(1),
        "test",
        key,
        List.of(),
        null,
        Message.JSON,
        Duration.ofDays(90),
        payload);
  }

  final Message accept(@Nullable String key, Endpoint... targets) {
    Message message = message(++lastMessage, key, Payload.of("{}"));
    on(new Event.Accepted(message, List.of(targets)));
    return message;
  }

  final Message scheduled(Instant at, Endpoint... targets) {
    Message message =
        new Message(
            new MessageId(++lastMessage),
            new ApplicationId(1),
            "test",
            null,
            List.of(),
            null,
            Message.JSON,
            Duration.ofDays(90),
            Payload.of("{}"),
            Extras.of(List.of(), Map.of(), at));
    on(new Event.Accepted(message, List.of(targets)));
    return message;
  }

  final void finish(Delivery delivery, Outcome outcome) {
    finish(delivery, outcome, PolicyOverrides.NONE);
  }

  /** The same when the message's event type says this. */
  final void finish(Delivery delivery, Outcome outcome, PolicyOverrides ofType) {
    on(new Event.Finished(delivery, new Attempted("", now, Duration.ZERO, outcome), ofType));
  }

  final void effectsAreForgotten() {
    effects.clear();
  }

  final <T extends Effect> List<T> effects(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  final List<Delivery> attempts() {
    return effects(Effect.Attempt.class).stream().map(Effect.Attempt::delivery).toList();
  }

  final List<ParkedStore.Load> loads() {
    return effects(Effect.Load.class).stream().map(Effect.Load::load).toList();
  }

  final <T extends ParkedStore.Load> List<T> loads(Class<T> kind) {
    return loads().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The rows that were asked for have come, and there are no more. */
  final void come(ParkedStore.Load load, ParkedStore.Row... rows) {
    on(new Event.Loaded(load, new ParkedStore.Loaded(Arrays.asList(rows), false, null)));
  }

  final List<Entry> entries() {
    return effects(Effect.Write.class).stream().map(Effect.Write::entry).toList();
  }

  final List<Parked> puts() {
    return entries().stream()
        .map(Entry::parked)
        .filter(ParkedChange.Put.class::isInstance)
        .map(p -> ((ParkedChange.Put) p).row())
        .toList();
  }
}
