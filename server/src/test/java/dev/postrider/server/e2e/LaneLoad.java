package dev.postrider.server.e2e;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that publish numbered messages, each lane by one thread, and remember which were
 * acknowledged.
 */
final class LaneLoad {
  private static final int LANES_PER_THREAD = 5;

  private final ApiClient api;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Set<Integer>> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean stopped;

  /** Starts one thread for each application. */
  LaneLoad(URI server, List<String> applications) {
    this.api = new ApiClient(server);
    for (String application : applications) {
      threads.add(Thread.ofPlatform().start(() -> publish(application)));
    }
  }

  private void publish(String application) {
    for (int n = 0; !stopped; n++) {
      String lane = application + "-" + n % LANES_PER_THREAD;
      String body =
          """
          {"eventType":"session.event","orderingKey":"%s","payload":{"lane":"%s","n":%d}}\
          """
              .formatted(lane, lane, n);
      try {
        int status = api.send("POST", "/app/" + application + "/msg", body).statusCode();
        if (status == 202) {
          acknowledged.computeIfAbsent(lane, _ -> ConcurrentHashMap.newKeySet()).add(n);
          count.incrementAndGet();
        }
      } catch (IOException down) {
        // Killed under the request: whether it was stored is unknown, and it was not acknowledged.
        Thread.onSpinWait();
      } catch (InterruptedException stop) {
        return;
      }
    }
  }

  int acknowledged() {
    return count.get();
  }

  Map<String, Set<Integer>> byLane() {
    return acknowledged;
  }

  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
