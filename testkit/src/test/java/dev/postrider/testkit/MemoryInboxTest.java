package dev.postrider.testkit;

import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.message.Keys;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.time.InstantSource;

/** The inboxes in maps keep the contract of the real ones. */
final class MemoryInboxTest extends InboxContract {

  @Override
  protected Edges open(InstantSource clock) {
    Keys keys = new Keys(clock, 0);
    Directory directory = new MemoryDirectory(clock, keys, Contracts.TWO);
    return new Memory(
        directory, new MemoryLog(clock, keys), new MemoryContactTokens(directory, clock));
  }

  private record Memory(Directory directory, MemoryLog log, ContactTokens contactTokens)
      implements Edges {
    @Override
    public Inbox inbox() {
      return log.inbox();
    }

    @Override
    public Recorder recorder() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public ParkedStore parked() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public ApiKeys apiKeys() {
      throw new UnsupportedOperationException("messages alone");
    }

    @Override
    public PortalSessions portalSessions() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public IdempotencyKeys idempotencyKeys() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public History history() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public Tasks tasks() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public Replays replays() {
      throw new UnsupportedOperationException("the inbox alone");
    }

    @Override
    public void close() {}
  }
}
