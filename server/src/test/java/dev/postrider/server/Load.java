package dev.postrider.server;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages, one thread per lane, each as soon as the one before is acknowledged. What is not
 * acknowledged is posted again under the same event id, so a message that was stored although its
 * answer was lost is found, not repeated.
 */
final class Load {
  private final String token;
  private final String path;
  private final AtomicIntegerArray acknowledged;
  private final AtomicInteger unavailable = new AtomicInteger();
  private final Thread[] threads;
  private @Nullable URI server;
  private boolean stopping;

  /** Starts it; it waits until it is told where the server is. */
  Load(String token, String application, int lanes) {
    this.token = token;
    this.path = "/api/v1/app/" + application + "/msg";
    this.acknowledged = new AtomicIntegerArray(lanes);
    this.threads =
        IntStream.range(0, lanes)
            .mapToObj(lane -> Thread.ofVirtual().start(() -> run(lane)))
            .toArray(Thread[]::new);
  }

  /** From now on the server is there; null: nowhere. */
  synchronized void server(@Nullable URI where) {
    server = where;
    notifyAll();
  }

  /** Where the server is, as soon as it is somewhere; null when the load ends. */
  private synchronized @Nullable URI awaitServer() throws InterruptedException {
    while (server == null && !stopping) {
      wait();
    }
    return stopping ? null : server;
  }

  private void run(int lane) {
    try {
      for (URI base = awaitServer(); base != null; base = awaitServer()) {
        postWhileThere(base, lane);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void postWhileThere(URI base, int lane) throws InterruptedException {
    try (var api = new ApiClient(base, token)) {
      while (base.equals(awaitServer())) {
        post(api, lane);
      }
    } catch (IOException killed) {
      // What was under way is posted again when the server is back.
    }
  }

  private void post(ApiClient api, int lane) throws IOException, InterruptedException {
    int status = api.post(path, Lanes.message(lane, acknowledged.get(lane))).status();
    switch (status) {
      case 202, 409 -> acknowledged.incrementAndGet(lane);
      case 503 -> unavailable.incrementAndGet();
      default -> throw new IOException("answered " + status);
    }
  }

  int acknowledged(int lane) {
    return acknowledged.get(lane);
  }

  int acknowledged() {
    return IntStream.range(0, threads.length).map(acknowledged::get).sum();
  }

  int unavailable() {
    return unavailable.get();
  }

  /** Returns when nothing is posted any more. */
  void stop() throws InterruptedException {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
