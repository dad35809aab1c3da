package dev.postrider.postgres;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.record.Entry;
import dev.postrider.record.Parked;
import dev.postrider.record.Recovered;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What the journal costs, to be run by hand on Linux: CPU per message of the JVM and of all
 * processes of PostgreSQL, with 1 KiB messages that are each recorded once.
 *
 * <p>Arguments: appenders, seconds, and {@code parked} when each message is parked and not
 * delivered.
 */
final class JournalCost {
  private static final String KIBIBYTE = "{\"a\":\"" + "x".repeat(1_016) + "\"}";

  /** Ticks of /proc, in microseconds. */
  private static final long TICK = 10_000;

  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong commitNanos = new AtomicLong();

  public static void main(String[] arguments) throws Exception {
    new JournalCost()
        .run(
            arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64,
            Duration.ofSeconds(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20),
            arguments.length > 2 && arguments[2].equals("parked"));
    System.exit(0);
  }

  private void run(int appenders, Duration duration, boolean parked) throws Exception {
    PostgresServer server = PostgresServers.newInstalled();
    String url = server.freshDatabase();
    JournalListener listener =
        new JournalListener() {
          @Override
          public void committed(int count, int entries, long bytes, Duration took) {
            commits.incrementAndGet();
            commitNanos.addAndGet(took.toNanos());
          }
        };
    AtomicBoolean stop = new AtomicBoolean();
    try (PostgresEdges edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.config(url),
                Fixture.KEYS,
                InstantSource.system(),
                Contracts.TWO,
                listener))) {
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Application application = edges.application();
        Endpoint endpoint = edges.endpoint(application);
        drafts.add(Drafts.plain(application.id(), KIBIBYTE, endpoint));
      }
      edges.log().subscribe(new Settling(edges, parked));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < appenders; i++) {
        int first = i;
        threads.add(
            Thread.startVirtualThread(() -> {
              for (int n = first; !stop.get(); n++) {
                append(edges, drafts.get(n % drafts.size()));
              }
            }));
      }
      measure("warm-up", server, Duration.ofSeconds(5));
      measure("run", server, duration);
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private void append(PostgresEdges edges, Draft draft) {
    try {
      if (edges.log().append(List.of(draft)).getFirst() instanceof Appended.Accepted) {
        messages.incrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void measure(String name, PostgresServer server, Duration duration) throws IOException {
    long count = messages.get();
    long batches = commits.get();
    long nanos = commitNanos.get();
    long own = cpu(ProcessHandle.current().pid(), false);
    long database = database(server);
    long begin = System.nanoTime();
    LockSupport.parkNanos(duration.toNanos());
    double seconds = (System.nanoTime() - begin) / 1e9;
    count = messages.get() - count;
    batches = commits.get() - batches;
    System.out.printf(
        "%s: %.0f messages/s, %.1f µs CPU per message (JVM %.1f, PostgreSQL %.1f),"
            + " %.1f messages and %.2f ms per commit%n",
        name,
        count / seconds,
        (double) (cpu(ProcessHandle.current().pid(), false) - own + database(server) - database)
            / count,
        (double) (cpu(ProcessHandle.current().pid(), false) - own) / count,
        (double) (database(server) - database) / count,
        (double) count / batches,
        (commitNanos.get() - nanos) / 1e6 / batches);
  }

  private static long database(PostgresServer server) throws IOException {
    long sum = cpu(server.pid(), true);
    for (ProcessHandle child :
        ProcessHandle.of(server.pid()).orElseThrow().descendants().toList()) {
      if (Files.exists(Path.of("/proc/" + child.pid() + "/stat"))) {
        sum += cpu(child.pid(), false);
      }
    }
    return sum;
  }

  /** Microseconds of a process, on request with those of its children that have ended. */
  private static long cpu(long pid, boolean children) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    if (children) {
      ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks * TICK;
  }

  /** Records every message as soon as it is handed over. */
  private static final class Settling implements LogConsumer {
    private final PostgresEdges edges;
    private final boolean parked;
    private long ticket;

    Settling(PostgresEdges edges, boolean parked) {
      this.edges = edges;
      this.parked = parked;
    }

    @Override
    public void assigned(int shard, long epoch, Recovered recovered) {}

    @Override
    public void entries(int shard, List<Routed> messages) {
      List<Entry> entries = new ArrayList<>(messages.size());
      for (Routed routed : messages) {
        entries.add(entry(routed));
      }
      edges.recorder().record(shard, entries, messages.getLast().message().id());
    }

    private Entry entry(Routed routed) {
      Endpoint endpoint = routed.targets().getFirst();
      if (parked) {
        Parked row = Drafts.due(endpoint, routed.message().id(), 0, Instant.EPOCH);
        return Drafts.parking(++ticket, row);
      }
      return Drafts.attempted(
          ++ticket,
          endpoint,
          routed.message().id(),
          200,
          Entry.State.DELIVERED,
          new Entry.ParkedChange.None());
    }

    @Override
    public void replayed(int shard) {}

    @Override
    public void committed(int shard, long ticket) {}
  }
}
