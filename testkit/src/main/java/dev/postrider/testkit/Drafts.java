package dev.postrider.testkit;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Timings;
import dev.postrider.directory.Endpoint;
import dev.postrider.inbox.Posting;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drafts, and what is recorded about their deliveries, as tests need them. */
public final class Drafts {
  private static final Duration RETENTION = Duration.ofDays(90);

  private Drafts() {}

  public static Draft plain(ApplicationId application, String payload, Endpoint... targets) {
    return keyed(application, payload, null, null, targets);
  }

  public static Draft keyed(
      ApplicationId application,
      String payload,
      @Nullable String eventId,
      @Nullable String idempotencyKey,
      Endpoint... targets) {
    return new Draft(
        application,
        "user.created",
        null,
        List.of(),
        eventId,
        idempotencyKey,
        Message.JSON,
        RETENTION,
        Payload.of(payload),
        Extras.NONE,
        null,
        List.of(targets));
  }

  public static Draft typed(
      ApplicationId application, String eventType, List<String> channels, Endpoint... targets) {
    return new Draft(
        application,
        eventType,
        "order-key",
        channels,
        null,
        null,
        "text/plain",
        RETENTION,
        Payload.of("typed"),
        Extras.NONE,
        null,
        List.of(targets));
  }

  /** A message for the inbox of a contact. */
  public static Draft posted(ApplicationId application, Posting posting, Endpoint... targets) {
    return new Draft(
        application,
        "inbox.message",
        null,
        List.of(),
        posting.id(),
        null,
        Message.JSON,
        RETENTION,
        posting.body(),
        Extras.NONE,
        posting,
        List.of(targets));
  }

  /** The same draft with extras. */
  public static Draft with(Draft draft, Extras extras) {
    return new Draft(
        draft.application(),
        draft.eventType(),
        draft.orderingKey(),
        draft.channels(),
        draft.eventId(),
        draft.idempotencyKey(),
        draft.contentType(),
        draft.retention(),
        draft.payload(),
        extras,
        draft.posting(),
        draft.targets());
  }

  /** Appends one draft that must be accepted. */
  public static Message accepted(MessageLog log, Draft draft) throws InterruptedException {
    Appended answer = log.append(List.of(draft)).getFirst();
    if (answer instanceof Appended.Accepted(Message message)) {
      return message;
    }
    throw new AssertionError("not accepted: " + answer);
  }

  /** Of a connection that was opened for {@link #attempted}, without TLS and to a known address. */
  public static final Timings TIMINGS = new Timings(Timings.ABSENT, 700, Timings.ABSENT, 11_001);

  /** An entry for an attempt that was answered with this status. */
  public static Entry attempted(
      long ticket,
      Endpoint endpoint,
      MessageId message,
      int status,
      Entry.State state,
      Entry.ParkedChange parked) {
    return new Entry(
        ticket,
        endpoint.id(),
        message,
        endpoint.application(),
        1,
        false,
        new Attempted(
            endpoint.settings().url(),
            message.time().plusMillis(5),
            Duration.ofMillis(12),
            new Outcome.Answered(status, null, Payload.of("answer " + status)),
            TIMINGS),
        state,
        null,
        parked);
  }

  /** An entry that only parks. */
  public static Entry parking(long ticket, Parked row) {
    return new Entry(
        ticket,
        row.endpoint(),
        row.message(),
        row.application(),
        row.attempts(),
        row.manual(),
        null,
        Entry.State.PENDING,
        null,
        new Entry.ParkedChange.Put(row));
  }

  /** An entry that only unparks. */
  public static Entry unparking(long ticket, Parked row) {
    return new Entry(
        ticket,
        row.endpoint(),
        row.message(),
        row.application(),
        row.attempts(),
        row.manual(),
        null,
        Entry.State.PENDING,
        null,
        new Entry.ParkedChange.Remove());
  }

  public static Parked room(Endpoint endpoint, MessageId message) {
    return room(endpoint, message, Lane.NONE);
  }

  public static Parked room(Endpoint endpoint, MessageId message, long lane) {
    return new Parked(
        endpoint.id(), message, endpoint.application(), lane, Parked.Wait.ROOM, null, 0, false);
  }

  public static Parked due(Endpoint endpoint, MessageId message, long lane, Instant due) {
    return new Parked(
        endpoint.id(), message, endpoint.application(), lane, Parked.Wait.DUE, due, 1, false);
  }

  public static Parked held(Endpoint endpoint, MessageId message, long lane) {
    return new Parked(
        endpoint.id(), message, endpoint.application(), lane, Parked.Wait.LANE, null, 0, false);
  }
}
