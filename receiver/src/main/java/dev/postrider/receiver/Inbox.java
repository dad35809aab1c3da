package dev.postrider.receiver;

import dev.postrider.receiver.store.Backlog;
import dev.postrider.receiver.store.PostgresStore;
import dev.postrider.receiver.store.SqliteStore;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

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
 * not called again for that id, but for one case: the process died before its end was on disk. A
 * {@link TransactionalHandler} has no such case.
 */
public final class Inbox implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.postrider.receiver");

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

  private Inbox(
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

  private Inbox start() {
    handlers.start(commits);
    commits.start();
    return this;
  }

  /** An inbox whose webhooks this handles. */
  public static Builder builder(WebhookVerifier verifier, Handler handler) {
    return new Builder(verifier, store -> new Handling.Plain(handler), false);
  }

  /** An inbox whose webhooks this handles within the transactions of {@link Builder#dataSource}. */
  public static Builder transactional(WebhookVerifier verifier, TransactionalHandler handler) {
    return new Builder(verifier, store -> new Handling.Joined(handler, store), true);
  }

  /**
   * The same, but that some webhooks need no transaction: while they are handled no connection is
   * taken for them.
   *
   * @param outside the handler of a webhook that needs none; empty for one that goes to {@code
   *     handler}. What it throws is a failed attempt
   */
  public static Builder transactional(
      WebhookVerifier verifier,
      TransactionalHandler handler,
      Function<Webhook, Optional<Handler>> outside) {
    return new Builder(
        verifier, store -> new Handling.Mixed(outside, new Handling.Joined(handler, store)), true);
  }

  /**
   * Reads the body, verifies it before anything parses it, and returns when it is durable. Never
   * throws for what a request is.
   *
   * <p>It ends reading when the body is over its limit or its time. A read that blocks it cannot
   * end: the web server's own time limit has to, or the adapter.
   *
   * @param body not closed, and after {@link Receipt.TooLarge} and {@link Receipt.Overdue} not read
   *     to its end
   */
  public Receipt receive(RequestHeaders headers, InputStream body) {
    return tally.count(closed.get() ? new Receipt.Unavailable() : intake.take(headers, body));
  }

  /** How long a body may take; for adapters, which cut off who sends nothing at all. */
  public Duration bodyTime() {
    return settings.bodyTime();
  }

  /** How much there is and was. Asks the store, so not for every request. */
  public InboxCounts counts() {
    try {
      backlog = store.backlog();
    } catch (StoreException away) {
      LOG.log(Level.DEBUG, "the webhooks in the store were not counted", away);
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

  /** What an inbox is made of. */
  public static final class Builder {
    private final WebhookVerifier verifier;
    private final Function<Store, Handling> handling;
    private final boolean joins;
    private Opening opening =
        prefix -> {
          throw new IllegalStateException("an inbox needs a store: file, dataSource or store");
        };
    private String tablePrefix = "inbox_";
    private Identity identity = Identity.webhookId();
    private Function<Webhook, @Nullable String> orderKey = webhook -> null;
    private List<String> keptHeaders =
        List.of(
            "content-type",
            "user-agent",
            "webhook-id",
            "webhook-timestamp",
            "svix-id",
            "svix-timestamp");
    private int concurrency = 100;
    private BackOff backOff = BackOff.DEFAULT;
    private Duration handlerTime = Duration.ofMinutes(1);
    private int maxBody = 1 << 20;
    private Duration bodyTime = Duration.ofSeconds(10);
    private Duration answerTime = Duration.ofMillis(1500);
    private Duration window = Duration.ofDays(7);
    private Duration drainTime = Duration.ofSeconds(10);
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanoTime = System::nanoTime;

    private Builder(WebhookVerifier verifier, Function<Store, Handling> handling, boolean joins) {
      this.verifier = verifier;
      this.handling = handling;
      this.joins = joins;
    }

    /** Opens a store with this prefix. */
    @FunctionalInterface
    private interface Opening {
      Store open(String prefix) throws StoreException;
    }

    /** Keeps webhooks in a file, by SQLite ({@link SqliteStore#open}). */
    public Builder file(Path file) {
      this.opening = prefix -> SqliteStore.open(file, prefix);
      return this;
    }

    /**
     * Keeps webhooks in tables of this database, which may be one's own. Several processes may
     * share them. Which database it is, it says itself; PostgreSQL is known ({@link
     * PostgresStore}).
     */
    public Builder dataSource(DataSource dataSource) {
      this.opening = prefix -> PostgresStore.open(dataSource, prefix);
      return this;
    }

    /** Keeps webhooks in a store of another kind. The inbox closes it. */
    public Builder store(Store store) {
      this.opening = prefix -> store;
      return this;
    }

    /** How the names of the tables begin. Defaults to {@code inbox_}. */
    public Builder tablePrefix(String prefix) {
      this.tablePrefix = prefix;
      return this;
    }

    /** What names a webhook. Defaults to {@link Identity#webhookId}. */
    public Builder identity(Identity identity) {
      this.identity = identity;
      return this;
    }

    /**
     * Webhooks with one key are handled one at a time, in the order in which they were stored; one
     * that waits for its next attempt holds the later ones of its key back, and a dead letter does
     * not. Null means no order, and so does what is thrown. Defaults to no order.
     *
     * @param key called when the webhook comes, once it is verified, on the thread of the request
     */
    public Builder orderKey(Function<Webhook, @Nullable String> key) {
      this.orderKey = key;
      return this;
    }

    /**
     * The headers that are stored with a webhook, for its handler. Defaults to {@code
     * content-type}, {@code user-agent}, {@code webhook-id}, {@code webhook-timestamp}, {@code
     * svix-id} and {@code svix-timestamp}.
     */
    public Builder keepHeaders(Collection<String> names) {
      this.keptHeaders = List.copyOf(names);
      return this;
    }

    /**
     * How many handlers run at once in this process. Webhooks are in memory while they are handled
     * and until that is on disk, which is at most twice as many. Defaults to 100.
     */
    public Builder concurrency(int handlers) {
      this.concurrency = handlers;
      return this;
    }

    /** When a failed webhook is tried again. Defaults to {@link BackOff#DEFAULT}. */
    public Builder backOff(BackOff backOff) {
      this.backOff = backOff;
      return this;
    }

    /**
     * How long a handler may take. Then it is interrupted, and its place given to another; if it
     * throws, that is a failed attempt, and if it returns all the same, the webhook is done. Until
     * one of the two, the webhook is not tried again. Defaults to 1 minute.
     */
    public Builder handlerTime(Duration limit) {
      this.handlerTime = limit;
      return this;
    }

    /** The longest body in bytes. Defaults to 1 MiB. */
    public Builder maxBody(int bytes) {
      this.maxBody = bytes;
      return this;
    }

    /** How long a body may take. Defaults to 10 seconds. */
    public Builder bodyTime(Duration limit) {
      this.bodyTime = limit;
      return this;
    }

    /**
     * How long a request waits for the disk before it is answered 503. Defaults to 1.5 seconds:
     * senders wait for 2.
     */
    public Builder answerTime(Duration limit) {
      this.answerTime = limit;
      return this;
    }

    /**
     * For how long, at least, the id of a webhook is remembered, and the same one not handled
     * again. Longer than the sender retries. Defaults to 7 days.
     */
    public Builder window(Duration window) {
      this.window = window;
      return this;
    }

    /** How long {@link Inbox#close} waits for running handlers. Defaults to 10 seconds. */
    public Builder drainTime(Duration limit) {
      this.drainTime = limit;
      return this;
    }

    /** What tells the time. Defaults to the system's clock. */
    public Builder clock(InstantSource clock) {
      this.clock = clock;
      return this;
    }

    /** What measures the time of handlers, which a clock that is set must not change. */
    Builder nanoTime(LongSupplier nanoTime) {
      this.nanoTime = nanoTime;
      return this;
    }

    /**
     * Opens the store and begins: what an earlier process has left is handled.
     *
     * @throws IllegalArgumentException when a setting is out of its bounds
     * @throws IllegalStateException when there is no store, or it is not to be used like this
     * @throws StoreException when the store cannot be opened
     */
    public Inbox open() throws StoreException {
      InboxSettings settings =
          new InboxSettings(
              identity,
              orderKey,
              keptHeaders,
              concurrency,
              backOff,
              handlerTime,
              maxBody,
              bodyTime,
              answerTime,
              window,
              drainTime,
              clock,
              nanoTime);
      Store store = opening.open(tablePrefix);
      if (joins && !store.joins()) {
        store.close();
        throw new IllegalStateException(
            "a transactional handler needs a store with transactions to join: dataSource");
      }
      return new Inbox(verifier, handling, store, settings).start();
    }
  }
}
