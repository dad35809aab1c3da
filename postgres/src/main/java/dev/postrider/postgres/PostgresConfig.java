package dev.postrider.postgres;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and how much may wait for it.
 *
 * @param url JDBC URL, {@code jdbc:postgresql://…}
 * @param user null: that of the URL
 * @param password null: that of the URL, or none
 * @param poolSize connections for reads and for the directory; the journal has two of its own.
 *     Defaults to 10
 * @param shards how many parts the log is split into, 1 to 64. Defaults to 1
 * @param queueMessages how many messages may wait for the journal. Defaults to 20,000
 * @param queueBytes how many bytes of messages may wait for the journal. Defaults to 32 MiB
 * @param acceptTimeout how long a message may wait for its commit. Defaults to 5 s
 * @param statementTimeout how long a statement may run before the database is taken for gone.
 *     Defaults to 15 s
 * @param retentionDays how many days the log is kept. Defaults to 90
 * @param auditDays how many days the audit log is kept. Defaults to 365
 * @param verifies whether receivers of new endpoints and new URLs are asked first. Defaults to no
 */
public record PostgresConfig(
    String url,
    @Nullable String user,
    @Nullable String password,
    int poolSize,
    int shards,
    int queueMessages,
    long queueBytes,
    Duration acceptTimeout,
    Duration statementTimeout,
    int retentionDays,
    int auditDays,
    boolean verifies) {

  public PostgresConfig {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("database url: begins with jdbc:postgresql:");
    }
    within("pool size", poolSize, 1, 1_000);
    within("shards", shards, 1, 64);
    within("queue messages", queueMessages, 1, 1_000_000);
    within("queue bytes", queueBytes, 1 << 20, 1L << 34);
    within("accept timeout in ms", acceptTimeout.toMillis(), 100, 60_000);
    within("statement timeout in ms", statementTimeout.toMillis(), 1_000, 600_000);
    within("retention in days", retentionDays, 1, 3_650);
    within("audit in days", auditDays, 1, 3_650);
  }

  /** The defaults, on this database. */
  public static PostgresConfig of(String url, @Nullable String user, @Nullable String password) {
    return new PostgresConfig(
        url,
        user,
        password,
        10,
        1,
        20_000,
        32L << 20,
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        90,
        365,
        false);
  }

  /** The same, where receivers are asked first. */
  public PostgresConfig verifying() {
    return new PostgresConfig(
        url,
        user,
        password,
        poolSize,
        shards,
        queueMessages,
        queueBytes,
        acceptTimeout,
        statementTimeout,
        retentionDays,
        auditDays,
        true);
  }

  public PostgresConfig withShards(int count) {
    return new PostgresConfig(
        url,
        user,
        password,
        poolSize,
        count,
        queueMessages,
        queueBytes,
        acceptTimeout,
        statementTimeout,
        retentionDays,
        auditDays,
        verifies);
  }

  public PostgresConfig withQueue(int messages, long bytes) {
    return new PostgresConfig(
        url,
        user,
        password,
        poolSize,
        shards,
        messages,
        bytes,
        acceptTimeout,
        statementTimeout,
        retentionDays,
        auditDays,
        verifies);
  }

  public PostgresConfig withTimeouts(Duration accept, Duration statement) {
    return new PostgresConfig(
        url,
        user,
        password,
        poolSize,
        shards,
        queueMessages,
        queueBytes,
        accept,
        statement,
        retentionDays,
        auditDays,
        verifies);
  }

  /** The URL without its parameters, which may hold a password, and without user-info. */
  String place() {
    int end = url.indexOf('?');
    return (end < 0 ? url : url.substring(0, end)).replaceFirst("//[^/@]*@", "//");
  }

  @Override
  public String toString() {
    return "PostgresConfig[" + place() + ", user " + user + ", " + shards + " shards]";
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(key + ": " + least + " to " + most + ", not " + value);
    }
  }
}
