package dev.postrider.receiver;

import dev.postrider.receiver.store.PostgresStore;
import dev.postrider.receiver.store.SqliteStore;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an inbox is made of: {@link Inbox#builder} and {@link Inbox#transactional} begin with one.
 */
public final class InboxBuilder {
  private final WebhookVerifier verifier;
  private final Function<Store, Handling> handling;
  private final boolean joins;
  private Opening opening =
      prefix -> {
        throw new IllegalStateException("an inbox needs a store: file, dataSource or store");
      };
  private String tablePrefix = "postrider_inbox_";
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
  private ThreadFactory handlerThreads = Thread.ofVirtual().factory();
  private InstantSource clock = InstantSource.system();
  private LongSupplier nanoTime = System::nanoTime;

  InboxBuilder(WebhookVerifier verifier, Function<Store, Handling> handling, boolean joins) {
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
  public InboxBuilder file(Path file) {
    this.opening = prefix -> SqliteStore.open(file, prefix);
    return this;
  }

  /**
   * Keeps webhooks in tables of this database, which may be one's own. Several processes may share
   * them. Which database it is, it says itself; PostgreSQL is known ({@link PostgresStore}).
   */
  public InboxBuilder dataSource(DataSource dataSource) {
    this.opening = prefix -> PostgresStore.open(dataSource, prefix);
    return this;
  }

  /** Keeps webhooks in a store of another kind. The inbox closes it. */
  public InboxBuilder store(Store store) {
    this.opening = prefix -> store;
    return this;
  }

  /** How the names of the tables begin. Defaults to {@code postrider_inbox_}. */
  public InboxBuilder tablePrefix(String prefix) {
    this.tablePrefix = prefix;
    return this;
  }

  /** What names a webhook. Defaults to {@link Identity#webhookId}. */
  public InboxBuilder identity(Identity identity) {
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
  public InboxBuilder orderKey(Function<Webhook, @Nullable String> key) {
    this.orderKey = key;
    return this;
  }

  /**
   * The headers that are stored with a webhook, for its handler. Defaults to {@code content-type},
   * {@code user-agent}, {@code webhook-id}, {@code webhook-timestamp}, {@code svix-id} and {@code
   * svix-timestamp}.
   */
  public InboxBuilder keepHeaders(Collection<String> names) {
    this.keptHeaders = List.copyOf(names);
    return this;
  }

  /**
   * How many handlers run at once in this process. Webhooks are in memory while they are handled
   * and until that is on disk, which is at most twice as many, not counting those of handlers over
   * their time. A transactional handler needs a connection: a pool has so many and two more, or
   * handlers wait for it. Defaults to 100.
   */
  public InboxBuilder concurrency(int handlers) {
    this.concurrency = handlers;
    return this;
  }

  /** When a failed webhook is tried again. Defaults to {@link BackOff#DEFAULT}. */
  public InboxBuilder backOff(BackOff backOff) {
    this.backOff = backOff;
    return this;
  }

  /**
   * How long a handler may take. Then it is interrupted, and its place given to another; if it
   * throws, that is a failed attempt, and if it returns all the same, the webhook is done. Until
   * one of the two, the webhook is not tried again. Defaults to 1 minute.
   */
  public InboxBuilder handlerTime(Duration limit) {
    this.handlerTime = limit;
    return this;
  }

  /** The longest body in bytes. Defaults to 1 MiB. */
  public InboxBuilder maxBody(int bytes) {
    this.maxBody = bytes;
    return this;
  }

  /** How long a body may take. Defaults to 10 seconds. */
  public InboxBuilder bodyTime(Duration limit) {
    this.bodyTime = limit;
    return this;
  }

  /**
   * How long a request waits for the disk before it is answered 503. Defaults to 1.5 seconds:
   * senders wait for 2.
   */
  public InboxBuilder answerTime(Duration limit) {
    this.answerTime = limit;
    return this;
  }

  /**
   * For how long, at least, the id of a webhook is remembered, and the same one not handled again.
   * Longer than the sender retries. Defaults to 7 days.
   */
  public InboxBuilder window(Duration window) {
    this.window = window;
    return this;
  }

  /** How long {@link Inbox#close} waits for running handlers. Defaults to 10 seconds. */
  public InboxBuilder drainTime(Duration limit) {
    this.drainTime = limit;
    return this;
  }

  /**
   * What handlers run on. Defaults to virtual threads, of which those that compute share as many
   * processors as there are, among each other and with whatever else runs on virtual threads in
   * this process, requests perhaps: one that computes for very long without ever waiting holds one
   * up. Handlers that may do so want threads of their own: {@code Thread.ofPlatform().factory()}.
   */
  public InboxBuilder handlerThreads(ThreadFactory threads) {
    this.handlerThreads = threads;
    return this;
  }

  /** What tells the time. Defaults to the system's clock. */
  public InboxBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** What measures the time of handlers, which a clock that is set must not change. */
  InboxBuilder nanoTime(LongSupplier nanoTime) {
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
            handlerThreads,
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
