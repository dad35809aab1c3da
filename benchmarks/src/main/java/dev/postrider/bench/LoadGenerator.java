package dev.postrider.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Creates messages over kept connections for next to nothing: one thread, one selector, hardly an
 * allocation per message.
 *
 * <p>An ordered track keeps to one connection, so that a message is sent after the one before it
 * was acknowledged; otherwise any free connection takes the next message.
 */
final class LoadGenerator {
  private static final long LONGEST_SELECT_MILLIS = 50;
  // A shorter wait sends a little more punctually and takes CPU from the server: 100 µs cost a
  // tenth of a core.
  private static final long LONGEST_PARK_NANOS = 200_000;

  /**
   * What to send and how.
   *
   * @param messages stops after so many requests
   * @param answers hears what becomes of each request
   */
  record Plan(
      InetSocketAddress server,
      Tracks tracks,
      int connections,
      Pace pace,
      long messages,
      Answers answers) {}

  /** A message whose time has come and which no connection was free for. */
  private record Waiting(int track, long intended) {}

  private final Plan plan;
  private final Tracks tracks;
  private final Selector selector = Selector.open();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final List<Queue<Waiting>> waiting = new ArrayList<>();
  private final Queue<LoadConnection> idle = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable IOException failure;
  private long issued;
  private long unanswered;

  private LoadGenerator(Plan plan) throws IOException {
    this.plan = plan;
    this.tracks = plan.tracks;
    int count = tracks.ordered() ? Math.min(plan.connections, tracks.count()) : plan.connections;
    Queue<Waiting> shared = new ArrayDeque<>();
    for (int place = 0; place < count; place++) {
      connections.add(new LoadConnection(place, tracks.batch(), plan.server, selector));
      waiting.add(tracks.ordered() ? new ArrayDeque<>() : shared);
    }
    this.thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);
  }

  /** Connects and begins at once. */
  static LoadGenerator start(Plan plan) throws IOException {
    LoadGenerator generator = new LoadGenerator(plan);
    generator.thread.start();
    return generator;
  }

  long threadId() {
    return thread.threadId();
  }

  /** True once every message is sent and answered, or the run broke. */
  boolean finished() {
    return !thread.isAlive();
  }

  /** Lets nothing more become due, waits for the answers to what was due, and disconnects. */
  void stop() throws IOException, InterruptedException {
    stopping = true;
    selector.wakeup();
    thread.join();
    IOException broken = failure;
    if (broken != null) {
      throw new IOException("the load broke off: " + broken.getMessage(), broken);
    }
  }

  private void run() {
    // Failure policy: a broken connection is replaced and its message counts as refused; a server
    // that cannot be reached
    // ends the run, because nothing measured after that would mean anything.
    try (selector) {
      long start = System.nanoTime();
      plan.answers.began(start);
      for (LoadConnection connection : connections) {
        sendNext(connection);
      }
      while (unanswered > 0 || !exhausted()) {
        switch (plan.pace) {
          case Pace.Closed() -> selector.select(this::ready, LONGEST_SELECT_MILLIS);
          case Pace.Timed timed -> follow(timed, start);
        }
      }
      for (LoadConnection connection : connections) {
        connection.close();
      }
    } catch (UncheckedIOException e) {
      failure = e.getCause();
    } catch (IOException e) {
      failure = e;
    }
  }

  private boolean exhausted() {
    return stopping || issued >= plan.messages;
  }

  /**
   * Issues what is due, then looks for answers, then waits a moment when there was nothing to do.
   */
  private void follow(Pace.Timed pace, long start) throws IOException {
    long now = System.nanoTime();
    while (!exhausted() && pace.due(issued, start) <= now) {
      issue((int) (issued % tracks.count()), pace.due(issued, start), pace.waits());
      issued++;
    }
    if (selector.selectNow(this::ready) == 0) {
      long wait = exhausted() ? LONGEST_PARK_NANOS : pace.due(issued, start) - now;
      LockSupport.parkNanos(Math.min(wait, LONGEST_PARK_NANOS));
    }
  }

  private void issue(int track, long intended, boolean waits) throws IOException {
    LoadConnection taker =
        tracks.ordered() ? connections.get(track % connections.size()) : idle.poll();
    boolean free = taker != null && !taker.busy();
    if (!free && !waits) {
      plan.answers.unsent(intended);
      return;
    }
    unanswered++;
    if (taker == null || !free) {
      waiting.get(track % connections.size()).add(new Waiting(track, intended));
    } else {
      send(taker, track, intended);
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection connection = (LoadConnection) key.attachment();
    try {
      exchange(key, connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void exchange(SelectionKey key, LoadConnection connection) throws IOException {
    boolean answered;
    try {
      if (key.isWritable()) {
        connection.write();
      }
      answered = key.isReadable() && connection.read();
    } catch (IOException broken) {
      connection.reconnect(plan.server);
      if (!connection.busy()) {
        return;
      }
      connection.unanswered();
      answered = true;
    }
    if (answered) {
      answered(connection);
      sendNext(connection);
    }
  }

  private void answered(LoadConnection connection) {
    connection.settled();
    unanswered--;
    for (int i = 0; i < tracks.batch(); i++) {
      tracks.answered(connection.track(), connection.number() + i, connection.status(i));
    }
    boolean acknowledged = tracks.acknowledges(connection.status(0));
    plan.answers.answered(connection, acknowledged, System.nanoTime());
  }

  /** Gives a free connection the oldest waiting message; else, in a closed loop, a new one. */
  private void sendNext(LoadConnection connection) throws IOException {
    Waiting oldest = waiting.get(connection.place()).poll();
    if (oldest != null) {
      send(connection, oldest.track, oldest.intended);
      return;
    }
    switch (plan.pace) {
      case Pace.Closed() when !exhausted() -> {
        unanswered++;
        send(connection, ownTrack(connection), System.nanoTime());
        issued++;
      }
      case Pace.Closed() -> {}
      case Pace.Timed _ -> {
        if (!tracks.ordered()) {
          idle.add(connection);
        }
      }
    }
  }

  private int ownTrack(LoadConnection connection) {
    if (!tracks.ordered()) {
      return (int) (issued % tracks.count());
    }
    int own = (tracks.count() - connection.place() - 1) / connections.size() + 1;
    return connection.place() + (int) (connection.sent() % own) * connections.size();
  }

  private void send(LoadConnection connection, int track, long intended) throws IOException {
    try {
      connection.send(tracks.request(track), track, tracks.number(track), intended);
    } catch (IOException broken) {
      // The selector reports the broken connection at its next look; there it is replaced.
      return;
    }
  }
}
