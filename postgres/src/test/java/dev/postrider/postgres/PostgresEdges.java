package dev.postrider.postgres;

import dev.postrider.directory.ApiKeys;
import dev.postrider.directory.Directory;
import dev.postrider.directory.PortalSessions;
import dev.postrider.history.History;
import dev.postrider.idempotency.IdempotencyKeys;
import dev.postrider.inbox.ContactTokens;
import dev.postrider.inbox.Inbox;
import dev.postrider.log.MessageLog;
import dev.postrider.record.ParkedStore;
import dev.postrider.record.Recorder;
import dev.postrider.task.Replays;
import dev.postrider.task.Tasks;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServer;
import java.time.InstantSource;

/** The edges as the contracts take them. */
record PostgresEdges(Postgres postgres) implements Edges {

  static PostgresEdges open(String url, InstantSource clock) {
    return open(PostgresConfig.of(url, PostgresServer.USER, ""), clock);
  }

  static PostgresEdges open(PostgresConfig config, InstantSource clock) {
    return new PostgresEdges(
        Postgres.open(config, Fixture.KEYS, clock, Contracts.TWO, JournalListener.NONE));
  }

  @Override
  public MessageLog log() {
    return postgres.journal();
  }

  @Override
  public Recorder recorder() {
    return postgres.journal();
  }

  @Override
  public ParkedStore parked() {
    return postgres.parked();
  }

  @Override
  public Directory directory() {
    return postgres.directory();
  }

  @Override
  public PortalSessions portalSessions() {
    return postgres.portalSessions();
  }

  @Override
  public ApiKeys apiKeys() {
    return postgres.apiKeys();
  }

  @Override
  public IdempotencyKeys idempotencyKeys() {
    return postgres.idempotencyKeys();
  }

  @Override
  public History history() {
    return postgres.history();
  }

  @Override
  public Inbox inbox() {
    return postgres.inbox();
  }

  @Override
  public ContactTokens contactTokens() {
    return postgres.contactTokens();
  }

  @Override
  public Tasks tasks() {
    return postgres.tasks();
  }

  @Override
  public Replays replays() {
    return postgres.replays();
  }

  @Override
  public void close() {
    postgres.close();
  }
}
