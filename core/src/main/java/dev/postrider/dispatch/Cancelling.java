package dev.postrider.dispatch;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One message being cancelled at several endpoints at once. Safe for use by many threads. */
final class Cancelling {
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Map<EndpointId, Cancel.Result> results = new ConcurrentHashMap<>();
  private final CountDownLatch open;

  Cancelling(int endpoints) {
    this.open = new CountDownLatch(endpoints);
  }

  /** What one dispatcher is given to tell what came of it. */
  record One(Cancelling all, EndpointId endpoint) {
    void done(Cancel.Result result) {
      all.results.put(endpoint, result);
      all.open.countDown();
    }
  }

  One at(Endpoint endpoint) {
    return new One(this, endpoint.id());
  }

  /** What has come of it by the time that all have told, or a few seconds have passed. */
  Map<EndpointId, Cancel.Result> await() throws InterruptedException {
    open.await(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    return Map.copyOf(results);
  }
}
