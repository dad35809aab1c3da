package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Delivery;
import dev.postrider.dispatch.Effect;
import dev.postrider.dispatch.Event;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore.Load;
import java.util.List;
import java.util.Objects;

/** Says things shortly, for a story that a person reads. */
final class Names {
  private Names() {}

  static String of(EndpointId id) {
    return "e" + (id.value() - 1);
  }

  /** Ids are times; the low digits tell them apart. */
  static String of(MessageId id) {
    return "#" + id.value() % 1_000_000_007L;
  }

  static String of(Message message) {
    String lane = message.orderingKey() == null ? "" : " in " + message.orderingKey();
    return "m" + message.eventId() + of(message.id()) + lane;
  }

  static String of(Endpoint e) {
    return "%s is %s at revision %d".formatted(of(e.id()), e.status(), e.revision());
  }

  static String of(Delivery d) {
    return "%s to %s after %d attempts%s"
        .formatted(
            of(d.message()), of(d.endpoint().id()), d.attempts(), d.manual() ? ", resent" : "");
  }

  static String of(Parked row) {
    String due = row.due() == null ? "" : " at " + row.due();
    return "%s%s, %d attempts%s"
        .formatted(
            row.waitsFor(), due, row.attempts(), row.lane() == 0 ? "" : ", in lane " + row.lane());
  }

  static String of(Entry entry) {
    String row =
        switch (entry.parked()) {
          case ParkedChange.None() -> "";
          case ParkedChange.Put(var parked) -> ", waits for " + of(parked);
          case ParkedChange.Remove() -> ", row removed";
        };
    return "[%d] %s at %s %s%s%s%s"
        .formatted(
            entry.ticket(),
            of(entry.message()),
            of(entry.endpoint()),
            entry.state(),
            entry.reason() == null ? "" : " (" + entry.reason() + ")",
            entry.manual() ? ", resent" : "",
            row);
  }

  static String of(Load load) {
    String what =
        switch (load) {
          case Load.Room(_, long after, _) ->
              "that waits for room, after " + after % 1_000_000_007L;
          case Load.Due(_, var from, var last, var until, _) ->
              "due from %s%s until %s".formatted(from, last == null ? "" : " after " + last, until);
          case Load.Held(_, long lane, _, _) -> "held in lane " + lane;
          case Load.One(_, var message) -> "of " + of(message);
        };
    return "%s: at most %d rows %s".formatted(of(load.endpoint()), load.limit().rows(), what);
  }

  static String of(Event event) {
    return switch (event) {
      case Event.Accepted(var message, var targets) ->
          "accepted %s for %s"
              .formatted(of(message), targets.stream().map(e -> of(e.id())).toList());
      case Event.Finished(var delivery, var attempted, _) ->
          "finished %s: %s".formatted(of(delivery), attempted.outcome());
      case Event.Loaded(var load, var found) ->
          "loaded %s: %s".formatted(of(load), found.rows().stream().map(r -> of(r.id())).toList());
      case Event.LoadFailed(var load) -> "could not load " + of(load);
      case Event.Changed(var endpoint) -> "heard: " + of(endpoint);
      case Event.ResendAsked(var endpoint, var message, _) ->
          "resend of %s to %s asked".formatted(of(message), of(endpoint.id()));
      case Event.RequeueAsked(var endpoint, var messages, _) ->
          "requeue of %s to %s asked"
              .formatted(messages.stream().map(a -> of(a.message())).toList(), of(endpoint.id()));
      case Event.CancelAsked(var endpoint, var message, _) ->
          "cancelling of %s at %s asked".formatted(of(message), of(endpoint.id()));
      case Event.Answered(var endpoint) -> "directory answered about " + of(endpoint);
      case Event.Committed _, Event.Replayed _, Event.CancelledParked _, Event.Tick _ ->
          event.toString();
      case Event.Drain() -> "drain";
    };
  }

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.Attempt(var delivery) -> "attempt " + of(delivery);
      case Effect.Judged(var delivery, _, var verdict) ->
          "judged %s: %s".formatted(of(delivery), verdict);
      case Effect.Write(var entry) -> "write " + of(entry);
      case Effect.Load(var load) -> "load " + of(load);
      case Effect.Confirm(var token) -> "confirm " + token;
      case Effect.Cancelled(var token, var result) -> "cancelled " + token + ": " + result;
      case Effect.Disable(var endpoint, var reason) -> "disable " + of(endpoint) + ": " + reason;
      case Effect.MarkFailing(var endpoint, _, var since) ->
          "mark %s failing since %s".formatted(of(endpoint), since);
      case Effect.CancelParked(var endpoint) -> "cancel the rows of " + of(endpoint);
    };
  }

  /** The number of the arrival that a message is of. */
  static int arrival(Message message) {
    String number = Objects.requireNonNull(message.eventId());
    return Integer.parseInt(List.of(number.split("\\.", 2)).getFirst());
  }
}
