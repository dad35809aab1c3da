package dev.postrider.receiver;

import dev.postrider.receiver.store.Backlog;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Takes webhooks: verifies, stores durably, answers, and has them handled afterwards, each once.
 * Safe for many threads.
 *
 * <pre>{@code
 * Inbox inbox = Inbox.builder(WebhookVerifier.signed("whsec_…"), webhook -> book(webhook.text()))
 *     .file(Path.of("webhooks.db"))
 *     .open();
 * Receipt receipt = inbox.receive(RequestHeaders.of(headers), body);
 * answer(receipt.status());
 * }</pre>
 *
 * <p>What was answered 200 is handled, whatever happens to the process. A handler that returned is
 * not called again for that id, but for the cases in {@code docs/receiver.md}, "What can be
 * repeated", of which the end of the process is one. With a {@link TransactionalHandler} nothing is
 * repeated within the window.
 */
public final class Inbox implements AutoCloseable {
  /** For handlers to end that were interrupted at the end of the drain time, and for the disk. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final InboxSettings settings;
  private final Store store;
  private final Tally tally = new Tally();
  private final Handlers handlers;
  private final CommitLoop commits;
  private final Intake intake;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile Backlog backlog = new Backlog(0, 0);

  Inbox(
      WebhookVerifier verifier,
      Function<Store, Handling> handling,
      Store store,
      InboxSettings settings) {
    this.settings = settings;
    this.store = store;
    this.handlers = new Handlers(settings, handling.apply(store), tally);
    this.commits = new CommitLoop(store, settings, handlers);
    this.intake = new Intake(verifier, settings, commits);
  }

  Inbox start() {
    handlers.start(commits);
    commits.start();
    return this;
  }

  /** An inbox whose webhooks this handles. */
  public static InboxBuilder builder(WebhookVerifier verifier, Handler handler) {
    return new InboxBuilder(verifier, store -> new Handling.Plain(handler), false);
  }

  /**
   * An inbox whose webhooks this handles within the transactions of {@link
   * InboxBuilder#dataSource}.
   */
  public static InboxBuilder transactional(WebhookVerifier verifier, TransactionalHandler handler) {
    return new InboxBuilder(verifier, store -> new Handling.Joined(handler, store), true);
  }

  /**
   * The same, but that some webhooks need no transaction: while they are handled no connection is
   * taken for them.
   *
   * @param outside the handler of a webhook that needs none; empty for one that goes to {@code
   *     handler}. What it throws is a failed attempt
   */
  public static InboxBuilder transactional(
      WebhookVerifier verifier,
      TransactionalHandler handler,
      Function<Webhook, Optional<Handler>> outside) {
    return new InboxBuilder(
        verifier, store -> new Handling.Mixed(outside, new Handling.Joined(handler, store)), true);
  }

  /**
   * Reads the body, verifies it before anything parses it, and returns when it is durable. Never
   * throws for what a request is.
   *
   * <p>It ends reading when the body is over its limit or its time. A read that blocks it cannot
   * end: the web server's own time limit has to, or {@link #bounded}.
   *
   * @param body not closed, and after {@link Receipt.TooLarge} and {@link Receipt.Overdue} not read
   *     to its end
   */
  public Receipt receive(RequestHeaders headers, InputStream body) {
    Receipt receipt = closed.get() ? new Receipt.Unavailable() : intake.take(headers, body);
    if (receipt.status() != 200) {
      // The caller is not told why.
      Log.line(
          Level.DEBUG, "a request was answered {0}: {1}", receipt.status(), receipt.toString());
    }
    return tally.count(receipt);
  }

  /**
   * The body of a request that is to be received by this thread, with a limit of time that holds
   * also while nothing is sent. For adapters to web servers that have none.
   */
  public BoundedBody bounded(InputStream body) {
    return new BoundedBody(body, settings.bodyTime());
  }

  /**
   * Returns when webhooks can be stored: writes something small, as they are written. For health
   * checks.
   *
   * @throws StoreException when they cannot: the store is away, full or broken
   */
  public void check() throws StoreException {
    store.check();
  }

  /**
   * How much there is and was. Counts in the store, so not for every request; that the store is
   * away it does not tell, but {@link #check} does.
   */
  public InboxCounts counts() {
    try {
      backlog = store.backlog();
    } catch (StoreException away) {
      Log.thrown(Level.DEBUG, "the webhooks in the store were not counted", away);
    }
    int running = handlers.running();
    return new InboxCounts(
        Math.max(0, backlog.undone() - running),
        running,
        handlers.overdue(),
        backlog.dead(),
        tally.taken.sum(),
        tally.duplicates.sum(),
        tally.handled.sum(),
        tally.failed.sum(),
        tally.refused(),
        tally.malformed.sum(),
        tally.tooLarge.sum(),
        tally.slow.sum(),
        tally.unavailable.sum());
  }

  /**
   * Dead letters, the oldest first. When they are large, fewer than the limit are returned: no more
   * than have 16 MiB together, but one if there is one.
   *
   * @param limit how many at most, from 1 to 1000
   */
  public List<DeadLetter> deadLetters(int limit) throws StoreException {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: from 1 to 1000, not " + limit);
    }
    return store.dead(limit).stream()
        .map(dead ->
            new DeadLetter(
                new Webhook(
                    dead.id(),
                    KeptHeaders.read(dead.content().headers()),
                    dead.content().body(),
                    dead.received(),
                    dead.attempts()),
                dead.died(),
                dead.error()))
        .toList();
  }

  /** Has a dead letter handled again, with all its attempts before it. False when there is none. */
  public boolean retry(String id) throws StoreException {
    boolean found = store.retry(id, settings.clock().instant());
    commits.wake();
    return found;
  }

  /** Deletes a dead letter. False when there is none. */
  public boolean discard(String id) throws StoreException {
    return store.discard(id);
  }

  /**
   * Stops taking (503), lets running handlers end within the drain time, closes the store. What is
   * unfinished is handled after the next start. Twice is harmless.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    commits.stopTaking();
    boolean interrupted = false;
    try {
      if (!handlers.awaitIdle(settings.drainTime())) {
        handlers.cut();
        handlers.awaitIdle(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      // Whoever closes is in a hurry: what runs is handled again after the next start.
      handlers.cut();
      interrupted = true;
    }
    interrupted |= commits.stop(LAST_WORDS);
    handlers.stop();
    store.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
