package dev.postrider.server;

import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Verification;
import dev.postrider.sender.HttpSender;
import dev.postrider.sender.Permission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the receivers of endpoints that may not be sent to yet, and notes what they say: each when
 * it is due, and its application {@linkplain AskingTurns has a turn}. Who keeps us waiting keeps
 * nobody else. What was not noted is asked again.
 */
final class Verifying implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Verifying.class);

  /** Whatever is said meanwhile, somebody looks again. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

  private static final Duration REST = Duration.ofSeconds(1);

  private final Directory directory;
  private final HttpSender sender;
  private final InstantSource clock;
  private final Consumer<Throwable> faults;
  private final AskingTurns turns;
  private final Semaphore woken = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("verification").unstarted(this::run);
  private volatile boolean failed;
  private volatile boolean stopping;

  Verifying(
      Directory directory, HttpSender sender, InstantSource clock, Consumer<Throwable> faults) {
    this.directory = directory;
    this.sender = sender;
    this.clock = clock;
    this.faults = faults;
    this.turns = new AskingTurns(clock);
  }

  void start() {
    directory.listen(endpoint -> {
      if (endpoint.verification() instanceof Verification.Pending) {
        wake();
      }
    });
    thread.start();
  }

  /** Somebody may be due. */
  void wake() {
    woken.release();
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Failure policy: report, rest and go on; who was not asked is still due. */
  private void step() throws InterruptedException {
    try {
      List<Endpoint> due = directory.endpointsToVerify(turns.next());
      if (due.isEmpty()) {
        await(LONGEST_IDLE);
      } else {
        due.stream().filter(turns::begin).forEach(endpoint -> threads.execute(() -> ask(endpoint)));
      }
    } catch (RuntimeException | Error broken) {
      survive(broken);
    }
    if (failed) {
      failed = false;
      TimeUnit.MILLISECONDS.sleep(REST.toMillis());
    }
  }

  private void await(Duration most) throws InterruptedException {
    boolean _ = woken.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    woken.drainPermits();
  }

  private void ask(Endpoint endpoint) {
    try {
      if (endpoint.verification() instanceof Verification.Pending pending) {
        note(endpoint, pending, sender.ask(endpoint));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error broken) {
      survive(broken);
    } finally {
      turns.end(endpoint);
      wake();
    }
  }

  private void note(Endpoint endpoint, Verification.Pending pending, Permission said) {
    Instant now = clock.instant();
    Verification outcome =
        switch (said) {
          case Permission.Granted() -> new Verification.Verified(now);
          case Permission.Denied(String reason) -> pending.denied(reason, now);
          case Permission.Unasked() -> pending.postponed(now);
        };
    if (!directory.verifyEndpoint(endpoint.id(), endpoint.revision(), outcome)) {
      return;
    }
    switch (outcome) {
      case Verification.Verified _ ->
          log.info("the receiver of endpoint {} allows webhooks", endpoint.id());
      case Verification.Failed(_, String reason) ->
          log.info("the receiver of endpoint {} is asked no more: {}", endpoint.id(), reason);
      case Verification.Pending _, Verification.NotNeeded() -> {}
    }
  }

  private void survive(Throwable broken) {
    failed = true;
    if (!stopping) {
      faults.accept(broken);
    }
  }

  /** Stops, in the middle of asking if need be. Twice is harmless. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    threads.close();
  }
}
