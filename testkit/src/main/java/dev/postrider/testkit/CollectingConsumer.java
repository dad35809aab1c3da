package dev.postrider.testkit;

import dev.postrider.log.LogConsumer;
import dev.postrider.message.MessageId;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Keeps all that a log hands over. Safe for use by many threads. */
public final class CollectingConsumer implements LogConsumer {
  private final Map<Integer, Recovered> assigned = new ConcurrentHashMap<>();
  private final Map<Integer, Long> epochs = new ConcurrentHashMap<>();
  private final List<Routed> entries = new ArrayList<>();
  private final Map<Integer, Boolean> replayed = new ConcurrentHashMap<>();
  private final Map<Integer, Long> committed = new ConcurrentHashMap<>();

  @Override
  public void assigned(int shard, long epoch, Recovered recovered) {
    assigned.put(shard, recovered);
    epochs.put(shard, epoch);
  }

  @Override
  public synchronized void entries(int shard, List<Routed> messages) {
    entries.addAll(messages);
  }

  @Override
  public void replayed(int shard) {
    replayed.put(shard, true);
  }

  @Override
  public void committed(int shard, long ticket) {
    committed.merge(shard, ticket, Math::max);
  }

  public Map<Integer, Recovered> assigned() {
    return assigned;
  }

  public Map<Integer, Long> epochs() {
    return epochs;
  }

  public synchronized List<Routed> entries() {
    return List.copyOf(entries);
  }

  public synchronized List<MessageId> ids() {
    return entries.stream().map(r -> r.message().id()).toList();
  }

  public boolean replayed() {
    return !assigned.isEmpty() && replayed.keySet().equals(assigned.keySet());
  }

  public void awaitCommitted(int shard, long ticket) {
    Awaitility.await("commit of ticket " + ticket)
        .atMost(Duration.ofSeconds(30))
        .until(() -> committed.getOrDefault(shard, -1L) >= ticket);
  }

  public void awaitEntries(int count) {
    Awaitility.await(count + " entries")
        .atMost(Duration.ofSeconds(30))
        .until(() -> entries().size() >= count);
  }
}
