package dev.postrider.server.embedded;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own: its files stay in the data directory, its process ends with ours.
 *
 * <p>It listens on 127.0.0.1 at a port that changes with every start, and asks for a password that
 * is made once. Whoever starts it holds the {@link DataDirectory}, so there is never more than one.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

  private static final String USER = "postrider";
  private static final Duration INIT = Duration.ofMinutes(2);

  /** Crash recovery replays up to a checkpoint's worth of log. */
  private static final Duration START = Duration.ofMinutes(5);

  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int TRIES = 3;

  /** What another try may find gone: somebody took the port, a killed one's sessions still end. */
  private static final List<String> PASSING =
      List.of("could not create any TCP/IP sockets", "pre-existing shared memory block");

  /**
   * What differs from PostgreSQL's defaults. Few checkpoints, because each makes whole pages go to
   * the log again; wal_compression stays off: only pglz is built in, which costs more CPU than the
   * bytes that it saves.
   *
   * <p>Pages go to the disk steadily, because a commit's fsync waits for whatever the kernel has
   * begun to write, and the kernel writes what is older than 30 s in one burst. So few buffers,
   * which a steady load passes through sooner than that; the kernel's cache serves reads as well.
   */
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=60",
          "shared_buffers=128MB",
          "max_wal_size=4GB",
          "min_wal_size=512MB",
          "checkpoint_timeout=15min",
          "synchronous_commit=on",
          "fsync=on",
          "full_page_writes=on",
          "jit=off",
          "huge_pages=try",
          "bgwriter_delay=20ms",
          "bgwriter_lru_maxpages=1000",
          "bgwriter_lru_multiplier=4",
          "backend_flush_after=512kB",
          "log_checkpoints=off",
          "log_line_prefix=%m [%p] ",
          "timezone=UTC",
          "log_timezone=UTC");

  private final Path bin;
  private final Path cluster;
  private final RunAs runAs;
  private final int port;
  private final Login login;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("embedded-postgresql").factory());
  private boolean downTold;

  /** Where it is and how to get in; {@code toString} hides the password. */
  public record Login(String jdbc, String user, String password) {
    @Override
    public String toString() {
      return jdbc + " user " + user;
    }
  }

  private EmbeddedPostgres(Path bin, Path cluster, RunAs runAs, int port, String password) {
    this.bin = bin;
    this.cluster = cluster;
    this.runAs = runAs;
    this.port = port;
    this.login = login(port, password);
    var _ = watch.scheduleWithFixedDelay(this::revive, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Starts it again when it has died. Failure policy: go on trying, because a full disk gets room
   * again, and until then the API answers 503.
   */
  private void revive() {
    try {
      if (Postmaster.running(cluster)) {
        return;
      }
      if (!downTold) {
        log.error("the embedded PostgreSQL has died; starting it again until it runs");
        downTold = true;
      }
      Postmaster.stopLeftOver(bin, cluster, runAs, STOP);
      if (launch(bin, cluster, runAs, port, new PostgresLog(cluster)).good()) {
        log.info("the embedded PostgreSQL runs again");
        downTold = false;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.debug("the embedded PostgreSQL does not start yet", e);
    }
  }

  /** Starts it, after making it when there is none; returns when it answers. */
  public static EmbeddedPostgres start(DataDirectory data, Path cache, RandomGenerator random)
      throws IOException, InterruptedException {
    Path home = data.path().resolve("postgresql");
    Path cluster = home.resolve("cluster");
    boolean present = ClusterFiles.present(data, cluster);
    RunAs runAs = RunAs.choose(cluster);
    // Who is not us cannot read our home directory, where the cache is.
    Path unpacked =
        runAs.owner() == null ? Binaries.unpacked(cache, home) : Binaries.unpacked(home);
    Path bin = unpacked.resolve("bin");
    String password = data.secret(DataDirectory.PASSWORD, random);
    if (!present) {
      initialize(bin, home, runAs, password);
      PrivateFile.force(data.path());
    }
    Strays.end(cluster, STOP);
    PostgresLog postgresLog = new PostgresLog(cluster);
    for (int tried = 1; ; tried++) {
      // Of an earlier process, or of the last try, which may still be on its way out.
      Postmaster.stopLeftOver(bin, cluster, runAs, STOP);
      int port = freePort();
      Command.Result result = launch(bin, cluster, runAs, port, postgresLog);
      if (result.good()) {
        return answering(new EmbeddedPostgres(bin, cluster, runAs, port, password));
      }
      String reason = postgresLog.reason(result.output());
      if (tried == TRIES || PASSING.stream().noneMatch(reason::startsWith)) {
        throw Complaint.failure(
            "The embedded PostgreSQL does not start: %s. Its log is %s. If its files are damaged, %s."
                .formatted(reason, postgresLog.file(), ClusterFiles.MEND));
      }
    }
  }

  /** Files can be damaged so that it starts and lets nobody in. */
  private static EmbeddedPostgres answering(EmbeddedPostgres started) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(
                started.login.jdbc(), started.login.user(), started.login.password());
        Statement statement = connection.createStatement()) {
      statement.execute("select count(*) from pg_class");
      return started;
    } catch (SQLException e) {
      started.close();
      throw Complaint.failure(
          "28P01".equals(e.getSQLState())
              ? "The files %s and %s do not belong together: PostgreSQL refuses the password; put both back from one backup, or set the password again as docs/operations.md says (\"When something is missing or damaged\")."
                  .formatted(DataDirectory.PASSWORD, started.cluster)
              : "The embedded PostgreSQL starts, but does not answer: %s. Its files are damaged: %s."
                  .formatted(
                      String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                      ClusterFiles.MEND));
    }
  }

  /**
   * The login of one that runs on this data directory, for who does not run it himself.
   *
   * @return empty when none does
   */
  public static Optional<Login> running(Path data) throws IOException {
    Path cluster = data.toAbsolutePath().normalize().resolve("postgresql/cluster");
    Optional<Integer> port = Postmaster.port(cluster);
    Optional<String> password = DataDirectory.storedSecret(data, DataDirectory.PASSWORD);
    return port.flatMap(p -> password.map(secret -> login(p, secret)));
  }

  private static Login login(int port, String password) {
    return new Login("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
  }

  public Login login() {
    return login;
  }

  /** Lets it run and watches it no more; true when nothing is being done to it from here. */
  boolean leave() throws InterruptedException {
    watch.shutdownNow();
    return watch.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS);
  }

  /** Stops it: its connections are cut, what is committed is safe. */
  @Override
  public void close() throws IOException {
    try {
      if (!leave() || !Postmaster.running(cluster)) {
        return; // The next start clears away what is left.
      }
      if (!Postmaster.stop(bin, cluster, runAs, "fast", STOP)) {
        log.warn("the embedded PostgreSQL did not stop within {}; it is stopped at once", STOP);
        Postmaster.stop(bin, cluster, runAs, "immediate", STOP);
      }
    } catch (InterruptedException hurry) {
      // The next start clears it away.
      Thread.currentThread().interrupt();
    }
  }

  /** Under another name first, so that a cluster that exists is complete. */
  private static void initialize(Path bin, Path home, RunAs runAs, String password)
      throws IOException, InterruptedException {
    log.info(
        "making a new, empty database in {} (if there should be one already: is a disk not mounted?)",
        home);
    Path fresh = home.resolve("cluster.new");
    Path passwordFile = home.resolve("password.new");
    Files.createDirectories(home);
    Trees.delete(fresh);
    PrivateFile.write(passwordFile, password);
    runAs.own(home);
    try {
      Command.Result result =
          Command.run(
              runAs.before(
                  bin.resolve("initdb").toString(),
                  "--pgdata=" + fresh,
                  "--username=" + USER,
                  "--pwfile=" + passwordFile,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C",
                  "--no-instructions",
                  // The commit that comes to the end of a segment makes the next one: 5 ms, not 34.
                  "--wal-segsize=2"),
              INIT);
      if (!result.good()) {
        throw Complaint.failure(
            "The embedded PostgreSQL cannot make its database in %s; initdb says: %s"
                .formatted(home, result.output()));
      }
      Files.move(fresh, home.resolve("cluster"), StandardCopyOption.ATOMIC_MOVE);
      PrivateFile.force(home);
    } finally {
      Files.deleteIfExists(passwordFile);
    }
  }

  /**
   * Through pg_ctl, which starts it in a session of its own: Ctrl-C is ours to handle, not
   * PostgreSQL's.
   */
  private static Command.Result launch(
      Path bin, Path cluster, RunAs runAs, int port, PostgresLog postgresLog)
      throws IOException, InterruptedException {
    postgresLog.begin();
    var options = new StringBuilder("-p ").append(port);
    SETTINGS.forEach(setting -> options.append(" -c '").append(setting).append('\''));
    return Command.run(
        runAs.before(
            bin.resolve("pg_ctl").toString(),
            "start",
            "--pgdata=" + cluster,
            "--log=" + postgresLog.file(),
            "--wait",
            "--timeout=" + START.toSeconds(),
            "--options=" + options),
        START.plusSeconds(10));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
