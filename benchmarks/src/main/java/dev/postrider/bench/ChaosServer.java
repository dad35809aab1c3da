package dev.postrider.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real server with its own PostgreSQL under a supervisor that starts it again whenever it ends,
 * as systemd would. Safe for many threads.
 */
final class ChaosServer implements AutoCloseable {
  private static final Duration RESTART = Duration.ofMillis(200);

  /** With a machine that does other things besides, and a database that has to be made. */
  private static final Duration READY = Duration.ofMinutes(5);

  /** The grace period, and the time that PostgreSQL may take to stop. */
  private static final Duration STOP = Duration.ofSeconds(90);

  /** Why the supervisor need not wonder that a process ends. */
  private enum Due {
    NEVER,
    KILLED,
    TOLD
  }

  private final Installation installation;
  private final ChaosCell cell;
  private final Path directory;
  private final int port;
  private final ChaosTimeline timeline;
  private final ChaosFindings findings;
  private final Thread supervisor;
  private final Thread hook;
  private Map<String, String> settings = Map.of();
  private @Nullable Child child;
  private Due due = Due.NEVER;
  private int starts;
  private int failedStarts;
  private boolean closing;

  private ChaosServer(
      Installation installation,
      ChaosCell cell,
      Path directory,
      int port,
      ChaosTimeline timeline,
      ChaosFindings findings) {
    this.installation = installation;
    this.cell = cell;
    this.directory = directory;
    this.port = port;
    this.timeline = timeline;
    this.findings = findings;
    this.supervisor = Thread.ofPlatform().name("supervisor").daemon().unstarted(this::supervise);
    this.hook = new Thread(this::end, "end-server");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts it, and returns when it answers. */
  static ChaosServer start(
      Installation installation,
      ChaosCell cell,
      Path directory,
      ChaosTimeline timeline,
      ChaosFindings findings)
      throws IOException, InterruptedException {
    var server =
        new ChaosServer(installation, cell, directory, Installation.freePort(), timeline, findings);
    var _ = server.launch();
    try {
      server.current().awaitReady(READY);
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
    server.supervisor.start();
    return server;
  }

  URI base() {
    return URI.create("http://" + cell.serverHost() + ":" + port);
  }

  /** Processes so far. */
  synchronized int starts() {
    return starts;
  }

  /** Those that ended because they had no database. */
  synchronized int failedStarts() {
    return failedStarts;
  }

  private synchronized Child current() {
    if (child == null) {
      throw new IllegalStateException("the server was never started");
    }
    return child;
  }

  /** False when nothing is to be started any more. */
  private synchronized boolean launch() throws IOException {
    if (closing) {
      return false;
    }
    List<String> words = new ArrayList<>(cell.inside());
    words.addAll(
        installation.java(
            null,
            List.of(
                "-jar",
                installation.serverJar().toString(),
                "serve",
                "--data",
                cell.data().toString(),
                "--host",
                cell.serverHost(),
                "--port",
                Integer.toString(port),
                "--allow-addresses",
                "127.0.0.0/8,198.18.0.0/15",
                "--log-format",
                "text")));
    settings.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
    starts++;
    due = Due.NEVER;
    child =
        Child.launch(
            new Child.Command(
                words,
                Map.of("POSTRIDER_JWT_SECRET", Server.SECRET),
                directory.resolve("server-%03d.log".formatted(starts)),
                cell.serverHost(),
                port));
    return true;
  }

  private void supervise() {
    // Failure policy: whatever ends is started again until the run is over; ends that nobody caused
    // are findings.
    try {
      while (true) {
        int code = current().awaitEnd();
        current().close();
        if (ended(code)) {
          return;
        }
        Thread.sleep(RESTART);
        if (!launch()) {
          return;
        }
      }
    } catch (IOException e) {
      findings.add(ChaosBreach.EXIT, "the server cannot be started: " + e.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** True when that was the last one. */
  private synchronized boolean ended(int code) throws IOException {
    int now = timeline.millis();
    switch (due) {
      case KILLED -> {}
      case TOLD -> {
        if (code != 0 && !(code == 1 && databaseAway(now))) {
          wrong("told to stop, it ended with %d at %d ms".formatted(code, now));
        }
      }
      case NEVER -> {
        if (code == 1 && databaseAway(now)) {
          failedStarts++;
        } else {
          wrong("it ended by itself with %d at %d ms".formatted(code, now));
        }
      }
    }
    return closing;
  }

  private void wrong(String what) throws IOException {
    String log = "server-%03d.log".formatted(starts);
    findings.add(ChaosBreach.EXIT, what + " (" + log + "): " + current().lastLines());
    timeline.tell("!! the server: " + what);
  }

  /** It may end with 1 while, or shortly after, it has no database. */
  private boolean databaseAway(int now) {
    return timeline.events().stream()
        .filter(event -> event.kind().database())
        .anyMatch(event -> event.until() == ChaosEvent.OPEN || now <= event.until() + 10_000);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    Child victim;
    synchronized (this) {
      due = Due.KILLED;
      victim = current();
    }
    victim.kill();
  }

  /** Waits until it answers; whether it does in time, the timeline shows. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + STOP.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        current().awaitReady(READY);
        return;
      } catch (IOException ended) {
        // The supervisor starts another one.
        Thread.sleep(RESTART);
      }
    }
  }

  /** SIGTERM, and a start with these settings once it has ended. */
  void restart(Map<String, String> with) throws InterruptedException {
    Child old;
    synchronized (this) {
      settings = Map.copyOf(with);
      due = Due.TOLD;
      old = current();
      old.terminate();
    }
    awaitEnd(old);
  }

  private void awaitEnd(Child old) throws InterruptedException {
    long deadline = System.nanoTime() + STOP.toNanos();
    while (old.alive()) {
      if (System.nanoTime() > deadline) {
        findings.add(ChaosBreach.EXIT, "told to stop, it did not end within " + STOP);
        old.kill();
      }
      Thread.sleep(20);
    }
  }

  void signal(String signal) throws InterruptedException {
    ChaosShell.signal(signal, List.of(current().pid()));
  }

  /** The processes of PostgreSQL, the first of them first; none when it does not run. */
  List<Long> postgres() throws IOException {
    Path pidFile = cell.dataSeenFromHere().resolve("postgresql/cluster/postmaster.pid");
    Optional<ProcessHandle> first =
        Postmaster.read(pidFile).flatMap(found -> ProcessHandle.of(found.pid()));
    // The file may be older than a process that has the number now.
    String path = cell.data().resolve("postgresql/cluster").toString();
    return first
        .filter(handle -> handle.info().arguments().stream().anyMatch(all -> names(all, path)))
        .map(handle ->
            Stream.concat(Stream.of(handle), handle.children()).map(ProcessHandle::pid).toList())
        .orElse(List.of());
  }

  private static boolean names(String[] arguments, String path) {
    return Stream.of(arguments).anyMatch(argument -> argument.equals(path));
  }

  /**
   * What this program's own end calls. A process that stands still would not hear that it has to
   * end, and a server that heard it twice has left its PostgreSQL.
   */
  private void end() {
    try {
      synchronized (this) {
        closing = true;
        due = Due.TOLD;
      }
      signal("CONT");
      ChaosShell.signal("CONT", postgres());
      current().close();
      ChaosShell.signal("KILL", postgres());
    } catch (IOException gone) {
      // Then there is nobody to wake or to end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops it in good order; what does not stop is a finding, and killed. */
  @Override
  public void close() throws IOException {
    Child last;
    synchronized (this) {
      closing = true;
      due = Due.TOLD;
      last = current();
      last.terminate();
    }
    try {
      awaitEnd(last);
      supervisor.join();
      ChaosShell.signal("KILL", postgres());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // Then the hook does no harm.
    }
  }
}
