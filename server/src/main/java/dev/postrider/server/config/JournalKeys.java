package dev.postrider.server.config;

import dev.postrider.postgres.PostgresConfig;
import java.time.Duration;
import java.util.List;

/** The settings of the log and of the connections to its database. */
final class JournalKeys {
  private static final PostgresConfig DEFAULT = PostgresConfig.of("jdbc:postgresql:", null, null);

  static final Key<Integer> RETENTION_DAYS =
      Key.of(
          "retentionDays",
          Kinds.number(1, 3_650),
          DEFAULT.retentionDays(),
          "Days that messages and attempts are kept.");

  static final Key<Integer> AUDIT_DAYS =
      Key.of(
          "auditDays",
          Kinds.number(1, 3_650),
          DEFAULT.auditDays(),
          "Days that the audit log is kept.");

  static final Key<Integer> POOL_SIZE =
      Key.of(
          "database.poolSize",
          Kinds.number(1, 1_000),
          DEFAULT.poolSize(),
          "Connections for reads and for the directory; the log has its own.");

  static final Key<Duration> STATEMENT_TIMEOUT =
      Key.of(
          "database.statementTimeout",
          Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)),
          DEFAULT.statementTimeout(),
          "After which a statement is broken off and the database counts as gone.");

  static final Key<Integer> QUEUE_MESSAGES =
      Key.of(
          "journal.queueMessages",
          Kinds.number(1, 1_000_000),
          DEFAULT.queueMessages(),
          "Messages that may wait for their commit; more are answered 503.");

  static final Key<Long> QUEUE_BYTES =
      Key.of(
          "journal.queueBytes",
          Kinds.size(1 << 20, 1L << 34),
          DEFAULT.queueBytes(),
          "What the messages that wait for their commit take: payloads, texts, and 512 bytes each.");

  static final Key<Duration> ACCEPT_TIMEOUT =
      Key.of(
          "journal.acceptTimeout",
          Kinds.duration(Duration.ofMillis(100), Duration.ofMinutes(1)),
          DEFAULT.acceptTimeout(),
          "How long a message may wait for its commit until it is answered 503.");

  static final List<Key<?>> KEYS =
      List.of(
          RETENTION_DAYS,
          AUDIT_DAYS,
          POOL_SIZE,
          STATEMENT_TIMEOUT,
          QUEUE_MESSAGES,
          QUEUE_BYTES,
          ACCEPT_TIMEOUT);

  private JournalKeys() {}

  static PostgresConfig config(Settings s) {
    return new PostgresConfig(
        DEFAULT.url(),
        null,
        null,
        s.get(POOL_SIZE),
        DEFAULT.shards(),
        s.get(QUEUE_MESSAGES),
        s.get(QUEUE_BYTES),
        s.get(ACCEPT_TIMEOUT),
        s.get(STATEMENT_TIMEOUT),
        s.get(RETENTION_DAYS),
        s.get(AUDIT_DAYS),
        s.find(SenderKeys.ORIGIN).isPresent());
  }
}
