package dev.postrider.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A PostgreSQL that is thrown away with the JVM. It can be killed, frozen and started again. */
public abstract class PostgresServer {
  public static final String USER = "postgres";

  private static final String MIGRATED = "migrated";

  private final AtomicInteger databases = new AtomicInteger();
  private boolean migrated;
  private String copied = "none_yet";

  PostgresServer() {}

  abstract int port();

  abstract Path dataDirectory();

  /** Starts it on its data, after {@link #kill}. */
  public abstract void start();

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /**
   * Makes an empty database and returns its JDBC URL; the user is {@link #USER}, without password.
   */
  public String freshDatabase() {
    return create("fresh_" + databases.incrementAndGet(), "");
  }

  /**
   * Makes a database with a schema, as a copy of one that was made once: migrating takes longer
   * than most tests. The one that was made so before is gone then, because each has a thousand
   * files: so only for tests that run one after the other and keep nothing.
   *
   * @param migrate makes the schema in the database of this URL, and closes it
   */
  public synchronized String freshDatabase(Consumer<String> migrate) {
    if (!migrated) {
      execute("drop database if exists " + MIGRATED);
      migrate.accept(create(MIGRATED, ""));
      migrated = true;
    }
    execute("drop database if exists " + copied + " with (force)");
    copied = "fresh_" + databases.incrementAndGet();
    return create(copied, " template " + MIGRATED);
  }

  private String create(String name, String template) {
    execute("create database " + name + template);
    return url(name);
  }

  /**
   * Waits for the disk no more, for tests that kill nothing and only write a little. Nor does it
   * look through its databases from time to time, of which there will be hundreds.
   */
  PostgresServer hasty() {
    execute("alter system set fsync = off");
    execute("alter system set full_page_writes = off");
    execute("alter system set max_wal_size = '256MB'");
    execute("alter system set autovacuum = off");
    execute("select pg_reload_conf()");
    return this;
  }

  /** Ends it and removes what it has written, which is too much to be walked through. */
  final void throwAway(Path directory) {
    if (Files.exists(dataDirectory().resolve("postmaster.pid"))) {
      kill();
    }
    Commands.run("rm", "-rf", directory.toString());
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url("postgres"), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Stops it at once, as {@code pg_ctl stop -m immediate} does: nothing is finished, nothing
   * flushed.
   */
  public void kill() {
    long pid = pid();
    signal("QUIT", pid);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** Stops every process of it in its tracks; connections stay open and nothing answers. */
  public void freeze() {
    everyProcess("STOP");
  }

  public void thaw() {
    everyProcess("CONT");
  }

  /** The process id of the server; its other processes are this one's children. */
  public long pid() {
    try {
      return Long.parseLong(
          Files.readAllLines(dataDirectory().resolve("postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void everyProcess(String signal) {
    ProcessHandle server = ProcessHandle.of(pid()).orElseThrow();
    signal(signal, server.pid());
    server.descendants().forEach(p -> signal(signal, p.pid()));
  }

  /** A process that has ended meanwhile needs no signal: those thawed first let others end. */
  private static void signal(String name, long pid) {
    try {
      Commands.run("kill", "-" + name, Long.toString(pid));
    } catch (IllegalStateException e) {
      if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
        throw e;
      }
    }
  }
}
