package dev.postrider.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One receiver with an empty store, the webhooks it gets, and what became of them. */
final class InboxTrial implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int SIZE = 1024;

  /** How long nothing may be handled before what is left counts as lost. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What its handlers do.
   *
   * @param stands whether they stand still until {@link #go}
   */
  record Handlers(Duration work, boolean stands) {}

  private final Installation installation;
  private final Handlers handlers;
  private final Path directory;
  private final int port = Installation.freePort();
  private final Ledger ledger;
  private final Tracks tracks;
  private Child child;

  InboxTrial(Rig rig, Handlers handlers) throws IOException, InterruptedException {
    this.installation = rig.installation();
    this.handlers = handlers;
    this.directory = installation.newRunDirectory();
    this.ledger = Ledger.open(directory.resolve(InboxProgram.LEDGER));
    byte[] payload = new Payloads(new SplittableRandom(1)).next(SIZE);
    this.tracks =
        Tracks.webhooks(
            new SignedRequest("127.0.0.1:" + port, InboxProgram.SECRET, payload, rig.clock()), 200);
    this.child = start();
  }

  private Child start() throws IOException, InterruptedException {
    List<String> words =
        installation.java(
            null,
            List.of(
                "-Dsun.net.httpserver.nodelay=true",
                "-Dsun.net.httpserver.maxIdleConnections=1024",
                "-cp",
                System.getProperty("java.class.path"),
                InboxProgram.class.getName(),
                Integer.toString(port),
                directory.toString(),
                Long.toString(handlers.work.toMillis()),
                Boolean.toString(handlers.stands)));
    return Child.start(new Child.Command(words, Map.of(), directory.resolve("log"), port));
  }

  /** The state of affairs at one instant. */
  record Sample(
      long nanos,
      long acknowledged,
      long handled,
      long commits,
      long commitNanos,
      long stored,
      long cpu,
      long load) {}

  Sample sample() throws IOException {
    return new Sample(
        System.nanoTime(),
        tracks.accepted(),
        handled(),
        ledger.read(Ledger.Counter.COMMITS),
        ledger.read(Ledger.Counter.COMMIT_NANOS),
        ledger.read(Ledger.Counter.STORED),
        cpu(child.pid()),
        cpu(ProcessHandle.current().pid()));
  }

  private static long cpu(long pid) throws IOException {
    return ProcessFiles.cpu(pid).map(ProcessFiles.Cpu::own).orElse(0L);
  }

  /** Sends at once, until so many were sent or it is stopped. */
  LoadGenerator load(Pace pace, int connections, long webhooks, Latency answering)
      throws IOException {
    return LoadGenerator.start(
        new LoadGenerator.Plan(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            tracks,
            connections,
            pace,
            webhooks,
            answering));
  }

  /** Lets handlers that stand still go on. */
  void go() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI go = child.base().resolve("/go");
      int status =
          client.send(HttpRequest.newBuilder(go).build(), BodyHandlers.discarding()).statusCode();
      if (status != 204) {
        throw new IOException("the receiver answered " + status + " to " + go);
      }
    }
  }

  /** Waits until all that was acknowledged is handled, or nothing happens any more. */
  void drain() throws InterruptedException {
    long seen = handled();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (handled() < tracks.accepted() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
      if (handled() > seen) {
        seen = handled();
        deadline = System.nanoTime() + PATIENCE.toNanos();
      }
    }
    // Handled and missing are not the same: one that was never acknowledged may have been handled.
    while (lost() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
  }

  /** Kills the receiver and starts another one with the same files. */
  void kill() throws IOException, InterruptedException {
    child.kill();
    child.close();
    child = start();
  }

  long acknowledged() {
    return tracks.accepted();
  }

  /** Requests that were not answered 200. */
  long refused() {
    return tracks.refused();
  }

  long handled() {
    return ledger.read(Ledger.Counter.HANDLED);
  }

  /** Acknowledged and not handled. */
  long lost() {
    return ledger.missing(tracks.acknowledged(0));
  }

  /** Handled more than once. */
  long duplicated() {
    return ledger.repeated(Math.min(Ledger.MOST, tracks.issued(0)));
  }

  /** The most memory that the receiver ever had, in megabytes. */
  double peakMegabytes() throws IOException {
    return ProcessFiles.memory(child.pid()).map(m -> Figures.rounded(m.peak() / 1e6)).orElse(0.0);
  }

  /** Megabytes of the store's files. */
  double storeMegabytes() throws IOException {
    long bytes = 0;
    for (String name : List.of("webhooks.db", "webhooks.db-wal")) {
      Path file = directory.resolve(name);
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return Figures.rounded(bytes / 1e6);
  }

  @Override
  public void close() throws IOException {
    child.close();
    ledger.close();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
