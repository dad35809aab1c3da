package dev.postrider.testkit;

import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edges that are about messages and what became of them, in maps. */
record MemoryMessages(
    Directory directory,
    MessageLog log,
    Recorder recorder,
    History history,
    Tasks tasks,
    Replays replays)
    implements Edges {

  static MemoryMessages of(InstantSource clock) {
    Keys keys = new Keys(clock, 0);
    MemoryLog log = new MemoryLog(clock, keys);
    MemoryHistory history = new MemoryHistory(log, clock, keys);
    return new MemoryMessages(
        new MemoryDirectory(clock, new Keys(clock, 0), Contracts.TWO),
        log,
        new Recording(log, history),
        history,
        new MemoryTasks(keys, clock),
        new MemoryReplays(log, history));
  }

  private record Recording(MemoryLog log, MemoryHistory history) implements Recorder {
    @Override
    public void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint) {
      entries.forEach(entry -> {
        history.record(entry);
        log.committed(entry.ticket());
      });
    }

    @Override
    public long cancelParked(EndpointId endpoint) {
      throw new UnsupportedOperationException("what waits is not kept");
    }
  }

  @Override
  public ParkedStore parked() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public ApiKeys apiKeys() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public PortalSessions portalSessions() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public IdempotencyKeys idempotencyKeys() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public Inbox inbox() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public ContactTokens contactTokens() {
    throw new UnsupportedOperationException("messages alone");
  }

  @Override
  public void close() {}
}
