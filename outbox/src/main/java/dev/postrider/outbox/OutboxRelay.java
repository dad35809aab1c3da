package dev.postrider.outbox;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/**
 * Takes every committed message of an outbox to Postrider: at least once, deduplicated there by
 * event id, and in order. Safe for use by many threads.
 *
 * <p>One in each process of a program is right: of several on one table, one sends at a time, and
 * another goes on when it dies. A row is deleted when Postrider has answered for it. While
 * Postrider cannot be reached, takes nothing or refuses the token, rows wait and are tried again,
 * with growing pauses. A message that it refuses for good is kept as a dead row with the reason,
 * and holds up nothing, not even its own key.
 *
 * <pre>{@code
 * try (OutboxRelay relay =
 *     OutboxRelay.builder(dataSource, URI.create("https://postrider.example"), () -> token).start()) {
 *   …
 * }
 * }</pre>
 */
public final class OutboxRelay implements AutoCloseable {
  private final BatchApi api;
  private final Mover mover;
  private final Duration interval;
  private final Duration drain;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  private OutboxRelay(RelaySettings settings) {
    this.interval = settings.interval();
    this.drain = settings.timeout();
    this.api =
        new BatchApi(settings.postrider(), settings.token(), settings.timeout(), settings.clock());
    this.mover =
        new Mover(
            settings.database(),
            new Rows(new TableName(settings.table())),
            api,
            new Mover.Limits(settings.batchMessages(), settings.batchBytes()),
            new Pauses(settings.firstPause(), settings.longestPause(), settings.random()),
            settings.clock());
    this.thread = Thread.ofPlatform().name("postrider-outbox").daemon().unstarted(this::run);
  }

  /**
   * A relay with what it cannot do without.
   *
   * @param database that of the outbox; one connection is used at a time
   * @param postrider where Postrider is; a path goes before that of its API
   * @param token asked for before each batch; it must open all applications that are written to
   */
  public static Builder builder(DataSource database, URI postrider, Supplier<String> token) {
    return new Builder(database, postrider, token);
  }

  /** Looks for rows now and not only after the interval. A pause after a failure goes on. */
  public void wake() {
    if (woken.availablePermits() == 0) {
      woken.release();
    }
  }

  /** How the outbox stands. It counts rows, so ask every now and then and not all the time. */
  public OutboxStatus status() throws SQLException {
    return mover.status();
  }

  private void run() {
    while (!closed) {
      try {
        if (!mover.round()) {
          await();
        }
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        // Failure policy: wait. The rows are where they were, and the database will come back. An
        // Error may pass as well, of memory say, and nobody would see that a relay had ended.
        mover.pause();
        OutboxLog.log(Level.WARNING, "The outbox could not be read, written or sent", e);
      }
    }
  }

  /** Waits for the end of a pause, or, when there is none, for the interval or for being woken. */
  private void await() throws InterruptedException {
    Duration rest = mover.pauseLeft();
    if (rest.isZero()) {
      woken.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
    }
    while (!closed && rest.isPositive()) {
      // Being woken shortens no pause.
      woken.tryAcquire(rest.toMillis() + 1, TimeUnit.MILLISECONDS);
      rest = mover.pauseLeft();
    }
  }

  /**
   * Stops it: a batch that is under way may end within its time limit, and is given up then, for
   * which there is as much time again: so this takes two time limits at most. What was not sent is
   * sent by another relay, or after the next start. Twice is harmless.
   */
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      if (!thread.join(drain)) {
        thread.interrupt();
        thread.join(drain);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
    api.close();
  }

  /** What may be set of a relay. For one thread. */
  public static final class Builder {
    private final DataSource database;
    private final URI postrider;
    private final Supplier<String> token;
    private String table = Outbox.TABLE;
    private Duration interval = Duration.ofSeconds(1);
    private Duration timeout = Duration.ofSeconds(30);
    private Duration firstPause = Duration.ofSeconds(1);
    private Duration longestPause = Duration.ofMinutes(1);
    private int batchMessages = RelaySettings.MOST_MESSAGES;
    private int batchBytes = Outbox.MOST_BYTES;
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = RandomGenerator.getDefault();

    private Builder(DataSource database, URI postrider, Supplier<String> token) {
      this.database = database;
      this.postrider = postrider;
      this.token = token;
    }

    /** The outbox's table; defaults to {@link Outbox#TABLE}. */
    public Builder table(String name) {
      this.table = name;
      return this;
    }

    /** How often it looks for rows, from a millisecond to a day; defaults to a second. */
    public Builder interval(Duration time) {
      this.interval = time;
      return this;
    }

    /**
     * How long a batch may take, its answer included, from a millisecond to a day; defaults to 30
     * seconds.
     */
    public Builder timeout(Duration time) {
      this.timeout = time;
      return this;
    }

    /**
     * The pause after a first failure, and the longest, both from a millisecond to a day; defaults
     * to a second and a minute.
     */
    public Builder pauses(Duration first, Duration longest) {
      this.firstPause = first;
      this.longestPause = longest;
      return this;
    }

    /**
     * What is sent together at most: 1 to 1,000 messages, and a byte or more; defaults to 1,000
     * messages and 1 MiB. A single message may be longer than that.
     */
    public Builder batch(int messages, int bytes) {
      this.batchMessages = messages;
      this.batchBytes = bytes;
      return this;
    }

    /** What tells the time. Defaults to the system's clock. */
    public Builder clock(InstantSource given) {
      this.clock = given;
      return this;
    }

    Builder random(RandomGenerator given) {
      this.random = given;
      return this;
    }

    /**
     * Starts a relay of its own thread.
     *
     * @throws IllegalArgumentException when a setting is out of its bounds, or the address is none
     *     of HTTP
     */
    public OutboxRelay start() {
      OutboxRelay relay = relay();
      relay.thread.start();
      return relay;
    }

    /** One that a test drives by hand. */
    Mover mover() {
      return relay().mover;
    }

    private OutboxRelay relay() {
      return new OutboxRelay(
          new RelaySettings(
              database,
              postrider,
              token,
              table,
              interval,
              timeout,
              firstPause,
              longestPause,
              batchMessages,
              batchBytes,
              clock,
              random));
    }
  }
}
