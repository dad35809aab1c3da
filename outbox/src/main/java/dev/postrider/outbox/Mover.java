package dev.postrider.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Moves rows from the table to Postrider, one round after the other. For one thread.
 *
 * <p>A round is one transaction. It holds the relays' turn, so that of several relays one sends at
 * a time, and each application's rows in the order of their ids. It deletes what was taken, which
 * counts when it commits: should it not come to that, the rows are sent again, and Postrider
 * answers 409 for what it has by its event id. So a round that lost its turn without knowing it
 * does no harm either: whatever it still sends begins with the oldest row, as any other does.
 */
final class Mover {
  /** No further batch is sent after this: a transaction should not be open for long. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  /** What a batch may have. */
  record Limits(int messages, int bytes) {}

  private final DataSource database;
  private final Rows rows;
  private final BatchApi api;
  private final Limits limits;
  private final Pauses pauses;
  private final InstantSource clock;
  private final Settling settling;

  /** The application that had its turn last. */
  private String last = "";

  Mover(
      DataSource database,
      Rows rows,
      BatchApi api,
      Limits limits,
      Pauses pauses,
      InstantSource clock) {
    this.database = database;
    this.rows = rows;
    this.api = api;
    this.limits = limits;
    this.pauses = pauses;
    this.clock = clock;
    this.settling = new Settling(rows, api, pauses, clock);
  }

  /** How many messages Postrider has got from here. For any thread. */
  long sent() {
    return settling.sent();
  }

  /** How the outbox stands. For any thread. */
  OutboxStatus status() throws SQLException {
    try (Connection connection = database.getConnection()) {
      Instant now = clock.instant();
      Duration oldest =
          rows.oldest(connection)
              .filter(then -> then.isBefore(now))
              .map(then -> Duration.between(then, now))
              .orElse(Duration.ZERO);
      return new OutboxStatus(
          rows.count(connection, Rows.WAITING), rows.count(connection, Rows.DEAD), sent(), oldest);
    }
  }

  /** For how long no round does anything yet. */
  Duration pauseLeft() {
    Instant now = clock.instant();
    return pauses.everything(now) ? Duration.between(now, pauses.until()) : Duration.ZERO;
  }

  /** The last round failed. */
  void pause() {
    pauses.pauseAll(clock.instant(), Duration.ZERO);
  }

  /**
   * Does a round, unless there is a pause; true when there may be more to do at once.
   *
   * @throws SQLException when the database does not do its part; the rows are where they were
   */
  boolean round() throws SQLException, InterruptedException {
    if (pauses.everything(clock.instant())) {
      return false;
    }
    long before = settling.settled();
    try (Connection connection = database.getConnection()) {
      Settings own = new Settings(connection.getAutoCommit(), connection.getTransactionIsolation());
      // Each statement sees what is committed when it begins, on MySQL too.
      new Settings(false, Connection.TRANSACTION_READ_COMMITTED).apply(connection);
      try {
        move(connection);
        connection.commit();
      } catch (Throwable e) {
        // An Error too: auto-commit, when it is set again, commits what is open.
        rollBack(connection, own);
        throw e;
      }
      own.apply(connection);
    }
    return settling.settled() > before;
  }

  /** What a connection is given back with: it may be one of a pool. */
  private record Settings(boolean automatic, int isolation) {
    void apply(Connection connection) throws SQLException {
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(automatic);
    }
  }

  private static void rollBack(Connection connection, Settings own) {
    try {
      connection.rollback();
      own.apply(connection);
    } catch (SQLException e) {
      OutboxLog.log(System.Logger.Level.DEBUG, "The connection is gone, or has to go", e);
    }
  }

  /**
   * Each application has its turn, beginning after the one that had the last: so none waits for
   * ever because rounds end, and none is read past because it is paused.
   */
  private void move(Connection connection) throws SQLException, InterruptedException {
    Optional<String> next = rows.applicationAfter(connection, last);
    if (next.isEmpty() || !rows.takeTurn(connection)) {
      return;
    }
    Instant end = clock.instant().plus(ROUND);
    Set<String> had = new HashSet<>();
    while (next.isPresent() && had.add(next.get())) {
      last = next.get();
      if (!pauses.application(last, clock.instant())) {
        sendAll(connection, rows.waiting(connection, last, limits.messages()), end);
      }
      if (pauses.everything(clock.instant()) || isOver(end)) {
        return;
      }
      next = rows.applicationAfter(connection, last);
    }
  }

  private void sendAll(Connection connection, List<Waiting> ofOne, Instant end)
      throws SQLException, InterruptedException {
    for (List<Waiting> batch : cut(ofOne)) {
      if (isOver(end) || !send(connection, batch, end)) {
        return;
      }
    }
  }

  /** So it is, too, when the clock was set back: a transaction should not be open for that long. */
  private boolean isOver(Instant end) {
    Duration left = Duration.between(clock.instant(), end);
    return !left.isPositive() || left.compareTo(ROUND) > 0;
  }

  private List<List<Waiting>> cut(List<Waiting> ofOne) {
    List<List<Waiting>> batches = new ArrayList<>();
    long bytes = 0;
    int from = 0;
    for (int i = 0; i < ofOne.size(); i++) {
      if (i > from && bytes + ofOne.get(i).bytes() > limits.bytes()) {
        batches.add(ofOne.subList(from, i));
        from = i;
        bytes = 0;
      }
      bytes += ofOne.get(i).bytes();
    }
    batches.add(ofOne.subList(from, ofOne.size()));
    return batches;
  }

  /** Sends rows of one application; false when what follows them must wait. */
  private boolean send(Connection connection, List<Waiting> batch, Instant end)
      throws SQLException, InterruptedException {
    List<Waiting.Loaded> messages = rows.load(connection, batch);
    if (messages.isEmpty()) {
      return true;
    }
    String application = batch.getFirst().application();
    Instant sentAt = clock.instant();
    return switch (api.send(application, messages, sentAt)) {
      case Answer.Each(List<Answer.One> ones) -> {
        boolean goOn =
            settling.settle(connection, new Settling.Sent(application, messages, sentAt), ones);
        if (goOn) {
          pauses.succeeded(application);
        }
        yield goOn;
      }
      case Answer.Unfit(String reason) -> {
        if (messages.size() == 1) {
          yield settling.refusedAlone(connection, application, messages.getFirst(), reason);
        }
        int half = batch.size() / 2;
        // The first half whatever the time is, so that every round gets as far as one message.
        yield send(connection, batch.subList(0, half), end)
            && !isOver(end)
            && send(connection, batch.subList(half, batch.size()), end);
      }
      case Answer.NoWay(String why) -> settling.hold(application, why);
      case Answer.Busy(String why, Duration retryAfter) -> settling.holdAll(why, retryAfter);
    };
  }
}
