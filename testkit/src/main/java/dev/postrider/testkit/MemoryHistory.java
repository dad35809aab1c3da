package dev.postrider.testkit;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Timings;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.Words;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link MemoryLog} and the entries that are written here, for tests. Safe for use by many
 * threads: one at a time.
 */
public final class MemoryHistory implements History {
  private static final int EXPUNGED_AT_ONCE = 500;

  private record Delivery(EndpointId endpoint, MessageId message) {}

  private record Waiting(Delivery delivery, boolean manual) {}

  private final TreeMap<AttemptId, Attempt> attempts = new TreeMap<>();
  private final Map<Delivery, Destination> deliveries = new HashMap<>();
  private final Set<Waiting> waiting = new HashSet<>();
  private final Set<MessageId> expunged = new HashSet<>();
  private final MemoryLog log;
  private final InstantSource clock;
  private final Keys keys;
  private boolean healthy = true;

  public MemoryHistory(MemoryLog log, InstantSource clock, Keys keys) {
    this.log = log;
    this.clock = clock;
    this.keys = keys;
  }

  /** What {@link #healthy} says from now on. */
  public synchronized void healthy(boolean healthy) {
    this.healthy = healthy;
  }

  /** Writes what became of a delivery; the attempt that is listed for it, if there is one. */
  public synchronized Optional<AttemptId> record(Entry entry) {
    Entry.ParkedChange parked = entry.parked();
    Instant next =
        parked instanceof Entry.ParkedChange.Put(var row) && row.due() != null ? row.due() : null;
    Delivery delivery = new Delivery(entry.endpoint(), entry.message());
    deliveries.merge(
        delivery,
        new Destination(entry.endpoint(), entry.state(), entry.attempts() > 0, next),
        MemoryHistory::after);
    Waiting wait = new Waiting(delivery, entry.manual());
    switch (parked) {
      case Entry.ParkedChange.None() -> {}
      case Entry.ParkedChange.Put _ -> waiting.add(wait);
      case Entry.ParkedChange.Remove() -> waiting.remove(wait);
    }
    if (!entry.historic()) {
      return Optional.empty();
    }
    AttemptId id = new AttemptId(keys.next());
    attempts.put(id, attempt(id, entry));
    return Optional.of(id);
  }

  /** What was delivered once, stays delivered. */
  private static Destination after(Destination old, Destination now) {
    return old.state() == Entry.State.DELIVERED
        ? old
        : new Destination(
            now.endpoint(), now.state(), old.attempted() || now.attempted(), now.next());
  }

  @Override
  public synchronized Optional<StoredMessage> message(
      ApplicationId application, String idOrEventId) {
    return log.messages(application).stream()
        .filter(m -> m.id().toString().equals(idOrEventId) || idOrEventId.equals(m.eventId()))
        .map(this::stored)
        .findFirst();
  }

  @Override
  public synchronized Optional<StoredMessage> messageOfKey(
      ApplicationId application, String idempotencyKey) {
    return log.ofKey(application, idempotencyKey)
        .flatMap(id -> message(application, id.toString()));
  }

  @Override
  public synchronized Page<StoredMessage> messages(
      ApplicationId application,
      MessageFilter filter,
      Content content,
      Page.Request<MessageId> page) {
    return Pages.cut(
        log.messages(application).stream()
            .filter(matches(filter.channel(), filter.tag(), filter.eventTypes()))
            .filter(m -> within(m.created(), filter.before(), filter.after()))
            .map(this::stored)
            .filter(stored -> says(stored, filter.words()))
            .map(stored -> shown(stored, content)),
        s -> s.message().id(),
        page);
  }

  @Override
  public synchronized List<StoredMessage> messagesWithoutPayloads(
      ApplicationId application, Collection<MessageId> ids) {
    return log.messages(application).stream()
        .filter(m -> ids.contains(m.id()))
        .map(this::stored)
        .map(s -> new StoredMessage(s.message().withoutPayload(), s.payloadGone()))
        .toList();
  }

  @Override
  public Page<Attempt> attemptsOfMessage(
      ApplicationId application,
      MessageId message,
      AttemptFilter filter,
      Page.Request<AttemptId> page) {
    return attempts(application, a -> a.message().equals(message), filter, page);
  }

  @Override
  public Page<Attempt> attemptsOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      AttemptFilter filter,
      Page.Request<AttemptId> page) {
    return attempts(application, a -> a.endpoint().equals(endpoint), filter, page);
  }

  @Override
  public synchronized Optional<Attempt> attempt(
      ApplicationId application, MessageId message, AttemptId id) {
    return Optional.ofNullable(attempts.get(id))
        .filter(a -> a.message().equals(message))
        .filter(a -> owner(a).filter(m -> m.application().equals(application)).isPresent());
  }

  @Override
  public synchronized List<Destination> destinations(ApplicationId application, MessageId message) {
    Optional<Routed> entry =
        log.entry(message).filter(e -> e.message().application().equals(application));
    Set<EndpointId> all = new LinkedHashSet<>();
    entry.ifPresent(e -> e.targets().stream().map(Endpoint::id).forEach(all::add));
    deliveries.keySet().stream()
        .filter(d -> entry.isPresent() && d.message().equals(message))
        .forEach(d -> all.add(d.endpoint()));
    return all.stream()
        .map(endpoint ->
            deliveries.getOrDefault(
                new Delivery(endpoint, message),
                new Destination(endpoint, Entry.State.PENDING, false, null)))
        .toList();
  }

  @Override
  public synchronized Page<EndpointMessage> messagesOfEndpoint(
      ApplicationId application,
      EndpointId endpoint,
      MessageFilter filter,
      Predicate<Destination> where,
      Content content,
      Page.Request<MessageId> page) {
    return Pages.cut(
        log.messages(application).stream()
            .filter(matches(filter.channel(), filter.tag(), filter.eventTypes()))
            .filter(m -> within(m.created(), filter.before(), filter.after()))
            .flatMap(m ->
                destinations(application, m.id()).stream()
                    .filter(d -> d.endpoint().equals(endpoint) && where.test(d))
                    .map(d -> new EndpointMessage(shown(stored(m), content), d))),
        m -> m.message().message().id(),
        page);
  }

  @Override
  public synchronized Standings standings(
      ApplicationId application, EndpointId endpoint, Instant since, Instant until) {
    List<Destination> all =
        log.messages(application).stream()
            .filter(m -> !m.created().isBefore(since) && m.created().isBefore(until))
            .flatMap(m -> destinations(application, m.id()).stream())
            .filter(d -> d.endpoint().equals(endpoint))
            .toList();
    return new Standings(
        count(all, d -> d.state() == Entry.State.DELIVERED),
        count(all, d -> d.state() == Entry.State.PENDING && !d.attempted()),
        count(all, d -> d.state() == Entry.State.PENDING && d.attempted()),
        count(all, d -> d.state() == Entry.State.DISCARDED),
        count(all, d -> d.state() == Entry.State.CANCELLED),
        since);
  }

  private static long count(List<Destination> all, Predicate<Destination> which) {
    return all.stream().filter(which).count();
  }

  @Override
  public synchronized Used usage(ApplicationId application, MessageId after, MessageId last) {
    List<Routed> counted =
        log.entries().stream()
            .filter(e -> e.message().application().equals(application))
            .filter(e -> e.message().id().compareTo(after) > 0)
            .filter(e -> e.message().id().compareTo(last) <= 0)
            .toList();
    return new Used(
        last, counted.size(), counted.stream().mapToLong(e -> e.targets().size()).sum());
  }

  @Override
  public synchronized boolean expungePayload(ApplicationId application, MessageId message) {
    return log.messages(application).stream().anyMatch(m -> m.id().equals(message))
        && (expunged.add(message) || expunged.contains(message));
  }

  @Override
  public synchronized Expunged expungePayloads(
      ApplicationId application, MessageId after, MessageId last) {
    List<MessageId> piece =
        log.messages(application).stream()
            .map(Message::id)
            .filter(id -> id.compareTo(after) > 0 && id.compareTo(last) <= 0)
            .limit(EXPUNGED_AT_ONCE)
            .toList();
    int payloads = (int) piece.stream().filter(expunged::add).count();
    return new Expunged(piece.size() < EXPUNGED_AT_ONCE ? last : piece.getLast(), payloads);
  }

  @Override
  public synchronized boolean expungeResponse(
      ApplicationId application, MessageId message, AttemptId id) {
    Optional<Attempt> found = attempt(application, message, id);
    found.ifPresent(a ->
        attempts.put(
            id,
            new Attempt(
                a.id(),
                a.message(),
                a.endpoint(),
                a.url(),
                a.number(),
                a.manual(),
                a.state(),
                a.status(),
                a.took(),
                a.timings(),
                EXPUNGED)));
    return found.isPresent();
  }

  @Override
  public synchronized boolean healthy() {
    return healthy;
  }

  private synchronized Page<Attempt> attempts(
      ApplicationId application,
      Predicate<Attempt> whose,
      AttemptFilter filter,
      Page.Request<AttemptId> page) {
    return Pages.cut(
        attempts.values().stream()
            .filter(whose)
            .filter(a -> owner(a).filter(m -> m.application().equals(application)).isPresent())
            .filter(a ->
                owner(a)
                    .filter(matches(filter.channel(), filter.tag(), filter.eventTypes()))
                    .isPresent())
            .filter(a -> matches(a, filter)),
        Attempt::id,
        page);
  }

  private static boolean matches(Attempt attempt, AttemptFilter filter) {
    Integer statusClass = filter.statusClass();
    return (filter.states().isEmpty() || filter.states().contains(attempt.state()))
        && (statusClass == null || statusClass == attempt.status() / 100 * 100)
        && (filter.endpoint() == null || attempt.endpoint().equals(filter.endpoint()))
        && within(attempt.id().time(), filter.before(), filter.after());
  }

  private static Predicate<Message> matches(
      @Nullable String channel, @Nullable String tag, Set<String> eventTypes) {
    return message ->
        (channel == null || message.channels().contains(channel))
            && (tag == null || message.extras().tags().contains(tag))
            && (eventTypes.isEmpty() || eventTypes.contains(message.eventType()));
  }

  private static boolean says(StoredMessage stored, @Nullable Words words) {
    Message message = stored.message();
    return words == null
        || (!stored.payloadGone() && words.in(message.payload(), message.contentType()));
  }

  private static boolean within(Instant time, @Nullable Instant before, @Nullable Instant after) {
    return (before == null || time.isBefore(before)) && (after == null || time.isAfter(after));
  }

  private Optional<Message> owner(Attempt attempt) {
    return log.entry(attempt.message()).map(Routed::message);
  }

  private StoredMessage stored(Message message) {
    boolean gone = expunged.contains(message.id()) || !clock.instant().isBefore(message.expires());
    Message shown = gone ? message.withoutPayload() : message;
    return new StoredMessage(shown, gone);
  }

  private static StoredMessage shown(StoredMessage stored, Content content) {
    return content == Content.WHOLE
        ? stored
        : new StoredMessage(stored.message().withoutPayload(), stored.payloadGone());
  }

  /** All of one delivery, oldest first. */
  synchronized List<Attempt> attempts(EndpointId endpoint, MessageId message) {
    return attempts.values().stream()
        .filter(a -> a.endpoint().equals(endpoint) && a.message().equals(message))
        .toList();
  }

  /** True when a delivery or a person's resend is parked. */
  synchronized boolean waits(EndpointId endpoint, MessageId message) {
    Delivery delivery = new Delivery(endpoint, message);
    return waiting.contains(new Waiting(delivery, false))
        || waiting.contains(new Waiting(delivery, true));
  }

  private static Attempt attempt(AttemptId id, Entry entry) {
    Attempted attempted = entry.attempted();
    String reason = entry.reason();
    Payload said = Payload.of(reason == null ? "" : reason);
    int status = 0;
    if (attempted != null && attempted.outcome() instanceof Outcome.Answered answered) {
      status = answered.status();
      said = answered.body();
    } else if (attempted != null && attempted.outcome() instanceof Outcome.Unanswered lost) {
      said = Payload.of(lost.detail());
    }
    return new Attempt(
        id,
        entry.message(),
        entry.endpoint(),
        attempted == null ? "" : attempted.url(),
        entry.attempts(),
        entry.manual(),
        entry.state(),
        status,
        attempted == null ? Duration.ZERO : attempted.took(),
        attempted == null ? Timings.NONE : attempted.timings(),
        said);
  }
}
