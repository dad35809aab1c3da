package dev.postrider.simulation;

import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Event;
import dev.postrider.dispatch.Requeue;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.MessageId;
import dev.postrider.record.Recovered.Done;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What persons and tasks ask for, and whether they get it. */
final class Wishes {
  private record Resend(Done delivery, long asked) {}

  /** Messages that are sent again to one endpoint; one at a time, as by the worker of tasks. */
  private record Again(List<Done> deliveries, long asked) {}

  private record Cancelling(Done delivery) {}

  private final World world;
  private final Rows rows;
  private final Webhooks webhooks;
  private final Set<Resend> confirmed = new HashSet<>();
  private final Set<Done> cancelling = new HashSet<>();
  private @Nullable Again repeating;

  Wishes(World world, Rows rows, Webhooks webhooks) {
    this.world = world;
    this.rows = rows;
    this.webhooks = webhooks;
  }

  /** Another process begins: it knows of no wish. */
  void takenOver() {
    repeating = null;
  }

  boolean asked(Done delivery) {
    return cancelling.contains(delivery);
  }

  int resends() {
    return confirmed.size();
  }

  // Asking

  /** Any stored message; null when there is none. */
  Rows.@Nullable Stored any(int trouble) {
    return Chance.any(
        rows.messages.values(),
        s -> world.chance.of("any message", trouble, Names.arrival(s.message())));
  }

  /** A message that is still pending somewhere, if there is one; else any. */
  Rows.@Nullable Stored pending(int trouble) {
    Done pending =
        Chance.any(rows.pending(), d -> world.chance.of("pending", trouble, d.message().value()));
    return pending == null ? any(trouble) : rows.messages.get(pending.message());
  }

  void resend(Instance process, Rows.Stored stored) {
    MessageId message = stored.message().id();
    for (EndpointId target : stored.targets()) {
      process.put(
          new Event.ResendAsked(
              webhooks.current(target),
              message,
              new Resend(new Done(message, target), world.time.now())));
    }
  }

  void cancel(Instance process, Rows.Stored stored) {
    MessageId message = stored.message().id();
    for (EndpointId target : stored.targets()) {
      Done delivery = new Done(message, target);
      cancelling.add(delivery);
      process.put(
          new Event.CancelAsked(webhooks.current(target), message, new Cancelling(delivery)));
    }
  }

  /** A person gives up what waits behind an attempt that has just ended. */
  void cancelNext(Instance process, Delivery head) {
    long lane = Lane.of(head.message().orderingKey());
    EndpointId endpoint = head.endpoint().id();
    rows.messages.tailMap(head.message().id(), false).values().stream()
        .filter(s -> Lane.of(s.message().orderingKey()) == lane)
        .filter(s -> rows.pending().contains(new Done(s.message().id(), endpoint)))
        .findFirst()
        .ifPresent(next -> cancel(process, next));
  }

  /** Some messages that are settled at an endpoint, or never were for it, go there again. */
  void requeue(Instance process, EndpointId endpoint, int trouble) {
    List<Done> chosen = new ArrayList<>();
    for (Rows.Stored stored : rows.messages.values()) {
      boolean picked = world.chance.oneIn(4, "again", trouble, Names.arrival(stored.message()));
      if (picked && chosen.size() < 10 && rows.repeatable(stored, endpoint)) {
        chosen.add(new Done(stored.message().id(), endpoint));
      }
    }
    if (repeating == null && !chosen.isEmpty()) {
      Again again = new Again(chosen, world.time.now());
      repeating = again;
      // What the disk held at one moment is asked for at a later one.
      process.later(
          world.chance.below(10_000, "again after", trouble), () -> ask(process, endpoint, again));
    }
  }

  private void ask(Instance process, EndpointId endpoint, Again again) {
    if (!again.equals(repeating)) {
      return;
    }
    rows.repeat(again.deliveries);
    List<Requeue.Again> messages =
        again.deliveries.stream()
            .map(Done::message)
            .map(id -> new Requeue.Again(id, rows.message(id).extras().deliverAt()))
            .toList();
    process.put(new Event.RequeueAsked(webhooks.current(endpoint), messages, again));
  }

  // What came of it

  /** What is confirmed is on disk. */
  void confirmed(Object token) {
    switch (token) {
      case Resend resend -> {
        confirmed.add(resend);
        world.tally.resends++;
      }
      case Again again -> {
        for (Done done : again.deliveries) {
          Broken.unless(
              rows.repeated(done.message(), done.endpoint()),
              () -> "requeue of " + Names.of(done.message()) + " is confirmed and not on disk");
        }
        world.tally.repeats += again.deliveries.size();
        if (again.equals(repeating)) {
          repeating = null;
        }
      }
      default -> throw new IllegalArgumentException("an unknown token: " + token);
    }
  }

  /** Whatever else was said, nothing is pending on disk any more. */
  void cancelled(Object token, Cancel.Result result) {
    Done delivery = ((Cancelling) token).delivery;
    world.tally.cancels += result == Cancel.Result.CANCELLED ? 1 : 0;
    Broken.unless(
        webhooks.deleted(delivery.endpoint())
            || result == Cancel.Result.SENDING
            || rows.repeated(delivery.message(), delivery.endpoint())
            || rows.settled(delivery.message(), delivery.endpoint()),
        () ->
            "%s at %s was called %s and is not settled"
                .formatted(Names.of(delivery.message()), Names.of(delivery.endpoint()), result));
  }

  /** A confirmed resend has come to an end since, or its endpoint was deleted. */
  void areKept() {
    for (Resend resend : confirmed) {
      Long last = rows.resent(resend.delivery);
      Broken.unless(
          webhooks.deleted(resend.delivery.endpoint()) || (last != null && last >= resend.asked),
          () ->
              "the resend of %s to %s was confirmed and not tried"
                  .formatted(
                      Names.of(resend.delivery.message()), Names.of(resend.delivery.endpoint())));
    }
  }
}
