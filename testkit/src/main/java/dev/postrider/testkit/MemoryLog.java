package dev.postrider.testkit;

import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.log.MessageLog;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A log in a map, for tests: one shard, durable as long as the object lives. It can be told to take
 * nothing. Safe for use by many threads: one at a time.
 */
public final class MemoryLog implements MessageLog {
  private static final Duration KEY_LIFE = Duration.ofHours(12);

  private record KeyUse(MessageId first, Instant until) {}

  private final TreeMap<MessageId, Routed> entries = new TreeMap<>();
  private final Map<String, KeyUse> keysUsed = new HashMap<>();
  private final Map<String, MessageId> eventIds = new HashMap<>();
  private final List<LogConsumer> consumers = new ArrayList<>();
  private final MemoryInbox inbox = new MemoryInbox();
  private final InstantSource clock;
  private final Keys keys;
  private @Nullable Appended refusal;

  public MemoryLog(InstantSource clock, Keys keys) {
    this.clock = clock;
    this.keys = keys;
  }

  /** Where its messages go that go to an inbox. */
  public MemoryInbox inbox() {
    return inbox;
  }

  /** From now on every draft gets this answer and is not stored; empty to take them again. */
  public synchronized void refuse(Optional<Appended> answer) {
    refusal = answer.orElse(null);
  }

  @Override
  public synchronized List<Appended> append(List<Draft> drafts) {
    List<Appended> answers = new ArrayList<>();
    List<Routed> added = new ArrayList<>();
    for (Draft draft : drafts) {
      Appended answer = refusal == null ? append(draft, added) : refusal;
      answers.add(answer);
    }
    if (!added.isEmpty()) {
      consumers.forEach(consumer -> consumer.entries(0, added));
    }
    return answers;
  }

  @Override
  public int shardOf(ApplicationId application) {
    return 0;
  }

  @Override
  public synchronized void subscribe(LogConsumer consumer) {
    consumers.add(consumer);
    consumer.assigned(0, 1, new Recovered(new MessageId(1), List.of(), Set.of()));
    consumer.entries(0, List.copyOf(entries.values()));
    consumer.replayed(0);
  }

  /** Everything that was accepted, in order. */
  public synchronized List<Routed> entries() {
    return List.copyOf(entries.values());
  }

  /** Tells whoever listens that entries are durable. */
  synchronized void committed(long ticket) {
    consumers.forEach(consumer -> consumer.committed(0, ticket));
  }

  private Appended append(Draft draft, List<Routed> added) {
    String key = draft.application() + "/" + draft.idempotencyKey();
    KeyUse use = keysUsed.get(key);
    if (draft.idempotencyKey() != null && use != null && clock.instant().isBefore(use.until())) {
      return new Appended.Repeated(use.first());
    }
    String eventId = draft.application() + "/" + draft.eventId();
    if (draft.eventId() != null && eventIds.containsKey(eventId)) {
      return new Appended.Conflict(eventIds.get(eventId));
    }
    Message message = draft.message(new MessageId(keys.next()));
    if (draft.idempotencyKey() != null) {
      keysUsed.put(key, new KeyUse(message.id(), clock.instant().plus(KEY_LIFE)));
    }
    if (draft.eventId() != null) {
      eventIds.put(eventId, message.id());
    }
    Routed routed = new Routed(message, List.<Endpoint>copyOf(draft.targets()));
    entries.put(message.id(), routed);
    if (draft.posting() != null) {
      inbox.post(draft.application(), message.id(), draft.posting());
    }
    added.add(routed);
    return new Appended.Accepted(message);
  }

  synchronized List<Message> messages(ApplicationId application) {
    return entries.values().stream()
        .map(Routed::message)
        .filter(message -> message.application().equals(application))
        .toList();
  }

  synchronized Optional<MessageId> ofKey(ApplicationId application, String idempotencyKey) {
    return Optional.ofNullable(keysUsed.get(application + "/" + idempotencyKey))
        .filter(use -> clock.instant().isBefore(use.until()))
        .map(KeyUse::first);
  }

  synchronized Optional<Routed> entry(MessageId id) {
    return Optional.ofNullable(entries.get(id));
  }
}
