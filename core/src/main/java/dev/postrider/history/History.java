package dev.postrider.history;

import dev.postrider.attempt.Timings;
import dev.postrider.directory.Page;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages and attempts back. Reads its own writes: what was acknowledged is listed. Safe for
 * use by many threads.
 *
 * <p>Whoever asks for what is rare is answered within the time that others are: a filtered page
 * ends after so many rows were looked at, and says where the next one goes on ({@link Page#rest}).
 */
public interface History {

  /**
   * A message; its payload is empty, and {@code payloadGone} true, once it is expunged or has
   * outlived its retention.
   */
  record StoredMessage(Message message, boolean payloadGone) {}

  /**
   * One row of history: an HTTP attempt, or a settlement without one ({@code status} 0, the reason
   * as response).
   *
   * @param state where the delivery stood after it
   * @param status HTTP status; 0 when no answer came
   * @param response the stored part of the answer, or one line that says what went wrong
   */
  record Attempt(
      AttemptId id,
      MessageId message,
      EndpointId endpoint,
      String url,
      int number,
      boolean manual,
      Entry.State state,
      int status,
      Duration took,
      Timings timings,
      Payload response) {}

  /**
   * Where one delivery stands. {@code next}: when it will be tried; null when not known or settled.
   */
  record Destination(
      EndpointId endpoint, Entry.State state, boolean attempted, @Nullable Instant next) {}

  /** A message, and where its delivery to one endpoint stands. */
  record EndpointMessage(StoredMessage message, Destination destination) {}

  /**
   * How many messages stand where at one endpoint.
   *
   * @param pending not attempted yet
   * @param sending attempted, and to be tried again
   * @param since messages from then on were counted: what was asked for, or later when there are
   *     too many to count all of them
   */
  record Standings(
      long delivered, long pending, long sending, long discarded, long cancelled, Instant since) {}

  /**
   * A piece that was added up.
   *
   * @param reached every message up to here was counted
   * @param messages how many there were
   * @param destinations the endpoints that each of them was meant for, added up
   */
  record Used(MessageId reached, long messages, long destinations) {}

  /**
   * Which messages; null and empty mean any. Times bound {@link Message#created}, {@code after}
   * exclusive, {@code before} exclusive.
   *
   * @param words what the payload must have in it; one that is gone has none
   */
  record MessageFilter(
      @Nullable String channel,
      @Nullable String tag,
      Set<String> eventTypes,
      @Nullable Words words,
      @Nullable Instant before,
      @Nullable Instant after) {

    /** One that does not look into payloads. */
    public MessageFilter(
        @Nullable String channel,
        @Nullable String tag,
        Set<String> eventTypes,
        @Nullable Instant before,
        @Nullable Instant after) {
      this(channel, tag, eventTypes, null, before, after);
    }
  }

  /** How much of each message a list brings. */
  enum Content {
    WHOLE,
    /** An empty payload instead of the stored one, which is not read. */
    WITHOUT_PAYLOAD
  }

  /**
   * Which attempts; {@code statusClass} is 0 for no answer, or 100, 200, … 500. {@code states}:
   * where the delivery stood after it; empty for any.
   */
  record AttemptFilter(
      Set<Entry.State> states,
      @Nullable Integer statusClass,
      @Nullable String channel,
      @Nullable String tag,
      Set<String> eventTypes,
      @Nullable EndpointId endpoint,
      @Nullable Instant before,
      @Nullable Instant after) {}

  /** By public id or by event id. */
  Optional<StoredMessage> message(ApplicationId application, String idOrEventId);

  /** The message that this idempotency key has made, as long as the key counts. */
  Optional<StoredMessage> messageOfKey(ApplicationId application, String idempotencyKey);

  /**
   * A page of whole messages may be shorter than asked for and not done, so that it fits into
   * memory; it holds one at least when there is one. A page that looks into payloads also ends
   * after so many bytes of them.
   */
  Page<StoredMessage> messages(
      ApplicationId application,
      MessageFilter filter,
      Content content,
      Page.Request<MessageId> page);

  /** Those of these messages that there are, with empty payloads, in any order. */
  List<StoredMessage> messagesWithoutPayloads(ApplicationId application, Collection<MessageId> ids);

  Page<Attempt> attemptsOfMessage(
      ApplicationId application,
      MessageId message,
      AttemptFilter filter,
      Page.Request<AttemptId> page);

  Page<Attempt> attemptsOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      AttemptFilter filter,
      Page.Request<AttemptId> page);

  Optional<Attempt> attempt(ApplicationId application, MessageId message, AttemptId id);

  /** Every endpoint that the message went or goes to, deleted ones included. */
  List<Destination> destinations(ApplicationId application, MessageId message);

  /**
   * The messages that went or go to an endpoint, whether they were meant for it at first or sent to
   * it later. Pages are as short as those of {@link #messages}; payloads are not looked into.
   *
   * @param where which of them, by where they stand
   */
  Page<EndpointMessage> messagesOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      MessageFilter filter,
      Predicate<Destination> where,
      Content content,
      Page.Request<MessageId> page);

  /**
   * Where the messages of a stretch of time stand at an endpoint.
   *
   * @param since inclusive
   * @param until exclusive
   */
  Standings standings(ApplicationId application, EndpointId endpoint, Instant since, Instant until);

  /**
   * Adds up some of an application's messages above {@code after}, the next in the order of the
   * log, up to the last one. What they were sent to later does not count.
   */
  Used usage(ApplicationId application, MessageId after, MessageId last);

  /**
   * Empties the stored payload; false when there is no such message. Parked deliveries of it are
   * discarded when due.
   */
  boolean expungePayload(ApplicationId application, MessageId message);

  /**
   * A piece of work that was done.
   *
   * @param reached no message up to here has a payload any more
   * @param payloads how many were emptied
   */
  record Expunged(MessageId reached, int payloads) {}

  /**
   * Empties the payloads of some messages above {@code after}, the next in the order of the log, up
   * to the last one.
   */
  Expunged expungePayloads(ApplicationId application, MessageId after, MessageId last);

  /** What is shown of an answer that was emptied. */
  Payload EXPUNGED = Payload.of("EXPUNGED");

  /** Forgets what the receiver answered; false when there is no such attempt. */
  boolean expungeResponse(ApplicationId application, MessageId message, AttemptId id);

  /** True when the database answers. */
  boolean healthy();
}
