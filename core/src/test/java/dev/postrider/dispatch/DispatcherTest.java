package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Single promises of the dispatcher, driven by hand; the simulation in testkit has all of them at
 * once.
 */
final class DispatcherTest extends Driven {
  @Test
  void aMessageGoesToEachOfItsEndpointsAtOnce() {
    Message message = accept(null, endpoint(1, 1), endpoint(2, 1));
    assertThat(attempts()).extracting(Delivery::message).containsExactly(message, message);
    assertThat(dispatcher.checkpoint()).isEqualTo(new MessageId(1));
    attempts().forEach(d -> finish(d, OK));
    assertThat(entries()).extracting(Entry::state).containsOnly(State.DELIVERED);
    assertThat(dispatcher.checkpoint()).isEqualTo(message.id());
  }

  @Test
  void anEndpointHoldsItsWindowInMemoryAndTheRestIsParked() {
    for (int i = 0; i < 1_000; i++) {
      accept(null, endpoint(1, 1));
    }
    assertThat(attempts()).hasSize(Policy.STANDARD.concurrency());
    assertThat(puts()).hasSize(1_000 - 256).allMatch(p -> p.waitsFor() == Parked.Wait.ROOM);
    assertThat(dispatcher.parked()).isEqualTo(1_000 - 256);
  }

  @Test
  void aMessageForLaterWaitsOnDiskAndHoldsNothing() {
    Instant at = now.plus(Duration.ofDays(20));
    Message later = scheduled(at, endpoint(1, 1));
    assertThat(attempts()).isEmpty();
    assertThat(puts())
        .containsExactly(
            new Parked(
                new EndpointId(1),
                later.id(),
                new ApplicationId(1),
                Lane.NONE,
                Parked.Wait.DUE,
                at,
                0,
                false));
    assertThat(dispatcher.memory(new EndpointId(1)).deliveries()).isZero();
    assertThat(dispatcher.checkpoint()).isEqualTo(later.id());
    Message other = accept(null, endpoint(1, 1));
    assertThat(attempts()).extracting(Delivery::message).containsExactly(other);
    commit();
    pass(Duration.ofDays(20));
    assertThat(loads()).isEmpty();
    pass(Duration.ofMillis(1));
    come(loads().getFirst(), new ParkedStore.Row(puts().getFirst(), later));
    assertThat(attempts().getLast().message()).isEqualTo(later);
    scheduled(now, endpoint(2, 1));
    assertThat(attempts()).as("its time has come already").hasSize(3);
  }

  private List<Cancel.Result> cancelled() {
    return effects(Effect.Cancelled.class).stream().map(Effect.Cancelled::result).toList();
  }

  private void cancel(Message message, ParkedStore.Row... rows) {
    on(new Event.CancelAsked(endpoint(1, 1), message.id(), "token"));
    if (!entries().isEmpty()) {
      commit();
    }
    loads(ParkedStore.Load.One.class).forEach(load -> come(load, rows));
  }

  @Test
  void aScheduledMessageIsCancelledOnDisk() {
    Message later = scheduled(now.plus(Duration.ofDays(1)), endpoint(1, 1));
    cancel(later, new ParkedStore.Row(puts().getFirst(), null));
    assertThat(cancelled()).as("not durable yet").isEmpty();
    Entry entry = entries().getLast();
    assertThat(entry.state()).isEqualTo(State.CANCELLED);
    assertThat(entry.parked()).isInstanceOf(ParkedChange.Remove.class);
    assertThat(entry.reason()).isEqualTo("cancelled on request");
    commit();
    assertThat(cancelled()).containsExactly(Cancel.Result.CANCELLED);
    assertThat(dispatcher.parked()).isZero();
  }

  @Test
  void anAttemptUnderWayIsTheLast() {
    Message message = accept(null, endpoint(1, 1));
    cancel(message);
    assertThat(cancelled()).containsExactly(Cancel.Result.SENDING);
    finish(attempts().getFirst(), BROKEN);
    assertThat(entries().getLast().state()).isEqualTo(State.CANCELLED);
    assertThat(entries().getLast().attempted()).isNotNull();
  }

  @Test
  void whatArrivedAllTheSameIsDelivered() {
    Message message = accept(null, endpoint(1, 1));
    cancel(message);
    finish(attempts().getFirst(), OK);
    assertThat(entries().getLast().state()).isEqualTo(State.DELIVERED);
    commit();
    effectsAreForgotten();
    cancel(message);
    assertThat(cancelled()).containsExactly(Cancel.Result.SETTLED);
  }

  /** Found by the simulation: the second was confirmed, and its row was the one that went. */
  @Test
  void aResendAfterACancelledOneIsItsOwn() {
    Message message = accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), OK);
    on(new Event.ResendAsked(endpoint(1, 1), message.id(), "first"));
    commit();
    cancel(message, new ParkedStore.Row(puts().getLast(), null));
    assertThat(entries().getLast().state()).isEqualTo(State.CANCELLED);
    on(new Event.ResendAsked(endpoint(1, 1), message.id(), "second"));
    assertThat(entries().getLast().parked()).isInstanceOf(ParkedChange.Put.class);
  }

  @Test
  void aCancelledHeadFreesItsLane() {
    Message first = accept("a", endpoint(1, 1));
    Message second = accept("a", endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    Parked head = puts().getFirst();
    Parked held = puts().getLast();
    cancel(first, new ParkedStore.Row(head, null));
    assertThat(loads(ParkedStore.Load.Held.class)).as("not durable yet").isEmpty();
    commit();
    come(loads(ParkedStore.Load.Held.class).getFirst(), new ParkedStore.Row(held, second));
    assertThat(attempts().getLast().message()).isEqualTo(second);
  }

  /**
   * Found by the simulation: the line for loads had the lane from before, and read its rows twice.
   */
  @Test
  void heldRowsAreReadOnceWhateverTheirLaneWaitedForBefore() {
    Message first = accept("a", endpoint(1, 1));
    Message second = accept("a", endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    Parked head = puts().getFirst();
    Parked held = puts().getLast();
    cancel(first, new ParkedStore.Row(head, null));
    commit();
    on(new Event.LoadFailed(loads(ParkedStore.Load.Held.class).getFirst()));
    effectsAreForgotten();
    cancel(second, new ParkedStore.Row(held, null));
    commit();
    loads(ParkedStore.Load.Held.class).forEach(load -> on(new Event.LoadFailed(load)));
    Message third = accept("a", endpoint(1, 1));
    Message fourth = accept("a", endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    Parked due = puts().get(puts().size() - 2);
    Parked next = puts().getLast();
    commit();
    pass(Duration.ofSeconds(7));
    come(loads(ParkedStore.Load.Due.class).getLast(), new ParkedStore.Row(due, third));
    finish(attempts().getLast(), OK);
    commit();
    loads(ParkedStore.Load.Held.class)
        .forEach(load -> come(load, new ParkedStore.Row(next, fourth)));
    assertThat(attempts().stream().filter(d -> d.message().equals(fourth))).hasSize(1);
    finish(attempts().getLast(), OK);
    commit();
    assertThat(dispatcher.memory(endpoint(1, 1).id()).deliveries()).isZero();
    assertThat(dispatcher.parked()).isZero();
  }

  /** Whoever was told of the commit may be quicker than the dispatcher. */
  @Test
  void aMessageMayBeCancelledBeforeItsTurnHasCome() {
    Message message = message(5_000, null, Payload.of("{}"));
    on(new Event.CancelAsked(endpoint(1, 1), message.id(), "token"));
    assertThat(loads()).isEmpty();
    on(new Event.Accepted(message, List.of(endpoint(1, 1))));
    commit();
    loads(ParkedStore.Load.One.class).forEach(load -> come(load));
    assertThat(attempts()).isEmpty();
    assertThat(cancelled()).containsExactly(Cancel.Result.CANCELLED);
  }

  @Test
  void theNextOfALaneWaitsUntilTheHeadIsSettledOnDisk() {
    accept("session", endpoint(1, 1));
    Message second = accept("session", endpoint(1, 1));
    assertThat(attempts()).hasSize(1);
    finish(attempts().getFirst(), OK);
    assertThat(attempts()).as("delivered, but not durable").hasSize(1);
    commit();
    assertThat(attempts().getLast().message()).isEqualTo(second);
  }

  @Test
  void aFailedHeadBlocksItsLaneAndNoOther() {
    accept("a", endpoint(1, 1));
    accept("a", endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    assertThat(puts())
        .extracting(Parked::waitsFor)
        .containsExactly(Parked.Wait.DUE, Parked.Wait.LANE);
    Message other = accept("b", endpoint(1, 1));
    assertThat(attempts().getLast().message()).isEqualTo(other);
  }

  @Test
  void anApplicationThatHangsLeavesRoomForOthers() {
    for (int i = 0; i < 1_000; i++) {
      for (int e = 1; e <= 4; e++) {
        accept(null, endpoint(i * 4L + e, 1));
      }
    }
    assertThat(dispatcher.inFlight()).isEqualTo(DispatchConfig.DEFAULT.inFlight() / 2);
    Message newcomer = accept(null, endpoint(100_000, 2));
    assertThat(attempts().getLast().message()).isEqualTo(newcomer);
  }

  /** As many applications as this have a backlog, which fills every slot that it may have. */
  private void manyHaveABacklog() {
    Recovered.Backlog[] backlogs = new Recovered.Backlog[200];
    for (int i = 0; i < backlogs.length; i++) {
      backlogs[i] = new Recovered.Backlog(endpoint(1 + i, 1 + i), 16, 0, null, List.of());
    }
    recover(backlogs);
    for (int answered = 0; answered < loads().size(); answered++) {
      ParkedStore.Load load = loads().get(answered);
      ParkedStore.Row[] rows = new ParkedStore.Row[16];
      for (int i = 0; i < rows.length; i++) {
        Message message = message(10 + i, null, Payload.of("{}"));
        Parked parked =
            new Parked(
                load.endpoint(),
                message.id(),
                message.application(),
                Lane.NONE,
                Parked.Wait.ROOM,
                null,
                0,
                false);
        rows[i] = new ParkedStore.Row(parked, message);
      }
      come(load, rows);
    }
  }

  @Test
  void whatComesBackFromDiskLeavesHalfOfTheSlotsToWhatIsNew() {
    manyHaveABacklog();
    int half = DispatchConfig.DEFAULT.inFlight() / 2;
    assertThat(dispatcher.inFlight()).isEqualTo(half);
    for (int i = 0; i < 16; i++) {
      Message message = accept(null, endpoint(100_000, 100_000));
      assertThat(attempts().getLast().message()).isEqualTo(message);
    }
    finish(attempts().getFirst(), OK);
    assertThat(dispatcher.inFlight()).as("the next of the backlog").isEqualTo(half + 16);
  }

  /** They stand in the line of what is new, where their first messages have put them. */
  @Test
  void whatComesBackHasHalfOfTheSlotsWhateverItsEndpointWasOfferedWith() {
    manyHaveABacklog();
    for (int i = 0; i < 100; i++) {
      for (int m = 0; m < 16; m++) {
        accept(null, endpoint(100_000 + i, 100_000 + i));
      }
    }
    List<Delivery> fresh =
        attempts().stream().filter(d -> d.endpoint().id().value() >= 100_000).toList();
    for (int i = 0; i < 8; i++) {
      accept(null, endpoint(200_000 + i, 200_000 + i));
      on(new Event.Changed(endpoint(200_000 + i, 200_000 + i, Status.DISABLED, 2)));
    }
    List<Entry> shed = entries();
    commit();
    pass(Duration.ofMillis(1));
    int before = loads().size();
    for (int i = 0; i < 8; i++) {
      on(new Event.Changed(endpoint(200_000 + i, 200_000 + i, Status.ENABLED, 3)));
    }
    for (ParkedStore.Load load : loads().subList(before, loads().size())) {
      Parked row = rowOf(shed, load.endpoint());
      Message message = message(row.message().value(), null, Payload.of("{}"));
      come(load, new ParkedStore.Row(row, message));
    }
    fresh.forEach(d -> finish(d, OK));
    assertThat(attemptsTo(200_000)).isZero();
    List<Delivery> backlog = attempts().stream().filter(d -> !fresh.contains(d)).toList();
    backlog.forEach(d -> finish(d, OK));
    assertThat(attemptsTo(200_000)).as("they have their turns").isEqualTo(8);
  }

  private long attemptsTo(long first) {
    return attempts().stream().filter(d -> d.endpoint().id().value() >= first).count();
  }

  private static Parked rowOf(List<Entry> entries, EndpointId endpoint) {
    return entries.stream()
        .filter(e -> e.endpoint().equals(endpoint))
        .map(e -> ((Entry.ParkedChange.Put) e.parked()).row())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNewAndWhatComesBackTakeTurnsWhenAllSlotsAreTaken() {
    manyHaveABacklog();
    for (int i = 0; i < 100; i++) {
      for (int m = 0; m < 16; m++) {
        accept(null, endpoint(100_000 + i, 100_000 + i));
      }
    }
    int all = DispatchConfig.DEFAULT.inFlight();
    assertThat(dispatcher.inFlight()).isEqualTo(all);
    List<Delivery> before = attempts();
    for (Delivery delivery : before.subList(0, 40)) {
      finish(delivery, OK);
    }
    List<Delivery> granted = attempts().subList(before.size(), attempts().size());
    assertThat(granted).hasSize(40);
    assertThat(granted.stream().filter(d -> d.endpoint().id().value() >= 100_000))
        .as("new ones, in every second slot")
        .hasSize(20);
  }

  @Test
  void aDisabledEndpointKeepsItsDeliveriesUntilItIsEnabled() {
    accept("a", endpoint(1, 1));
    Message second = accept("a", endpoint(1, 1));
    on(new Event.Changed(endpoint(1, 1, Status.DISABLED, 2)));
    finish(attempts().getFirst(), OK);
    commit();
    assertThat(attempts()).hasSize(1);
    Parked waiting = puts().getFirst();
    commit();
    pass(Duration.ofHours(16));
    assertThat(loads()).isEmpty();
    on(new Event.Changed(endpoint(1, 1, Status.ENABLED, 3)));
    come(loads().getFirst(), new ParkedStore.Row(waiting, second));
    assertThat(attempts().getLast().message()).isEqualTo(second);
  }

  @Test
  void anOlderCopyOfAnEndpointChangesNothing() {
    on(new Event.Changed(endpoint(1, 1, Status.DISABLED, 5)));
    accept(null, endpoint(1, 1, Status.ENABLED, 4));
    assertThat(attempts()).isEmpty();
    assertThat(puts()).hasSize(1);
  }

  @Test
  void aDeletedEndpointsDeliveriesAreCancelledWithTheReason() {
    accept("a", endpoint(1, 1));
    accept("a", endpoint(1, 1));
    on(new Event.Changed(endpoint(1, 1, Status.DELETED, 2)));
    finish(attempts().getFirst(), BROKEN);
    assertThat(entries())
        .hasSize(2)
        .allMatch(
            e -> e.state() == State.CANCELLED && "the endpoint was deleted".equals(e.reason()));
    assertThat(effects(Effect.CancelParked.class)).isEmpty();
    commit();
    assertThat(effects(Effect.CancelParked.class)).hasSize(1);
  }

  @Test
  void goneDisablesTheEndpoint() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), new Outcome.Answered(410, null, Payload.EMPTY));
    assertThat(effects(Effect.Disable.class)).hasSize(1);
    assertThat(entries().getLast().state()).isEqualTo(State.DISCARDED);
  }

  @Test
  void retryAfterStopsTheEndpointAndNotOnlyTheMessage() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), new Outcome.Answered(429, Duration.ofMinutes(2), Payload.EMPTY));
    accept(null, endpoint(1, 1));
    assertThat(attempts()).hasSize(1);
    assertThat(puts().getFirst().due()).isEqualTo(START.plus(Duration.ofMinutes(2)));
    dispatcher.on(new Event.Tick(), START.plus(Duration.ofMinutes(1)));
    assertThat(dispatcher.wakeAt()).isEqualTo(START.plus(Duration.ofMinutes(2)));
  }

  @Test
  void theDirectoryHearsOfAFailureThatLastsAndOfItsEnd() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    dispatcher.on(new Event.Tick(), START.plusSeconds(59));
    assertThat(effects(Effect.MarkFailing.class)).isEmpty();
    dispatcher.on(new Event.Tick(), START.plusSeconds(60));
    assertThat(effects(Effect.MarkFailing.class))
        .containsExactly(new Effect.MarkFailing(new EndpointId(1), 1, Optional.of(START)));
    dispatcher.on(new Event.Answered(new EndpointId(1)), START.plusSeconds(60));
    dispatcher.on(new Event.Tick(), START.plusSeconds(121));
    assertThat(effects(Effect.MarkFailing.class)).as("asked again, as it was not done").hasSize(2);
  }

  @Test
  void aNewChanceCountsFromTheNextFailureEvenBeforeTheDirectoryHasHeardOfOne() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    now = START.plusSeconds(30);
    on(new Event.Changed(endpoint(1, 1, Status.ENABLED, 2, 2, Policy.STANDARD)));
    pass(Duration.ofSeconds(60));
    assertThat(effects(Effect.MarkFailing.class)).isEmpty();
    accept(null, endpoint(1, 1));
    finish(attempts().getLast(), BROKEN);
    pass(Duration.ofSeconds(60));
    assertThat(effects(Effect.MarkFailing.class))
        .containsExactly(
            new Effect.MarkFailing(new EndpointId(1), 2, Optional.of(START.plusSeconds(90))));
  }

  @Test
  void anyOtherChangeLeavesTheFirstFailureAsItWas() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    on(new Event.Changed(endpoint(1, 1, Status.ENABLED, 2)));
    pass(Duration.ofSeconds(60));
    assertThat(effects(Effect.MarkFailing.class))
        .containsExactly(new Effect.MarkFailing(new EndpointId(1), 2, Optional.of(START)));
  }

  @Test
  void aFailureThatIsSoonOverIsToldToNobody() {
    accept(null, endpoint(1, 1));
    finish(attempts().getFirst(), BROKEN);
    accept(null, endpoint(1, 1));
    finish(attempts().getLast(), new Outcome.Answered(200, null, Payload.EMPTY));
    dispatcher.on(new Event.Tick(), START.plusSeconds(90));
    assertThat(effects(Effect.MarkFailing.class)).isEmpty();
  }

  @Test
  void aResendIsConfirmedWhenItIsDurableAndTriedOnce() {
    Endpoint target = endpoint(1, 1);
    on(new Event.ResendAsked(target, new MessageId(77), "token"));
    assertThat(effects(Effect.Confirm.class)).isEmpty();
    on(new Event.Committed(1));
    assertThat(effects(Effect.Confirm.class)).containsExactly(new Effect.Confirm("token"));
    pass(Duration.ofMillis(1));
    ParkedStore.Load load = effects(Effect.Load.class).getFirst().load();
    Parked row = puts().getFirst();
    Message message = accept(null, endpoint(2, 1));
    var found = new ParkedStore.Loaded(List.of(new ParkedStore.Row(row, message)), false, null);
    on(new Event.Loaded(load, found));
    Delivery resent = attempts().getLast();
    assertThat(resent.manual()).isTrue();
    finish(resent, BROKEN);
    assertThat(entries().getLast().state()).isEqualTo(State.DISCARDED);
    assertThat(entries().getLast().parked()).isEqualTo(new ParkedChange.Remove());
  }

  @Test
  void nothingStartsWhileDraining() {
    on(new Event.Drain());
    accept(null, endpoint(1, 1));
    assertThat(attempts()).isEmpty();
  }

  @Test
  void aLongTailIsParkedSoThatTheCheckpointMoves() {
    Message last = accept(null, endpoint(1, 1));
    for (int i = 0; i < DispatchConfig.DEFAULT.tail(); i++) {
      last = accept(null);
    }
    assertThat(puts()).hasSize(1);
    assertThat(dispatcher.checkpoint()).isEqualTo(last.id());
  }
}
