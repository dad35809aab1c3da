package dev.postrider.testkit;

import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.message.Keys;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import java.time.InstantSource;

/** The edges that are about names, in maps. */
record MemoryNames(
    Directory directory,
    PortalSessions portalSessions,
    ApiKeys apiKeys,
    IdempotencyKeys idempotencyKeys)
    implements Edges {

  static MemoryNames of(InstantSource clock) {
    Directory directory = new MemoryDirectory(clock, new Keys(clock, 0), Contracts.TWO);
    return new MemoryNames(
        directory,
        new MemoryPortalSessions(directory, clock),
        new MemoryApiKeys(new Keys(clock, 0)),
        new MemoryIdempotencyKeys(clock));
  }

  @Override
  public MessageLog log() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public Recorder recorder() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public ParkedStore parked() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public History history() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public Inbox inbox() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public ContactTokens contactTokens() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public Tasks tasks() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public Replays replays() {
    throw new UnsupportedOperationException("names alone");
  }

  @Override
  public void close() {}
}
