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
import java.util.concurrent.atomic.LongAdder;
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
  private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());

  /** No further batch is sent after this: a transaction should not be open for long. */
  private static final Duration ROUND = Duration.ofSeconds(10);

  /** Refused so shortly before its time, it was too late by the other side's clock. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** What a batch may have. */
  record Limits(int messages, int bytes) {}

  private record Sent(String application, List<Waiting.Loaded> messages, Instant at) {}

  private final DataSource database;
  private final Rows rows;
  private final BatchApi api;
  private final Limits limits;
  private final Pauses pauses;
  private final InstantSource clock;
  private final LongAdder sent = new LongAdder();
  private long settled;

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
  }

  /** How many messages Postrider has got from here. For any thread. */
  long sent() {
    return sent.sum();
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
    settled = 0;
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
    return settled > 0;
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
      LOG.log(System.Logger.Level.DEBUG, "The connection is gone, or has to go", e);
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
        boolean goOn = settle(connection, new Sent(application, messages, sentAt), ones);
        if (goOn) {
          pauses.succeeded(application);
        }
        yield goOn;
      }
      case Answer.Unfit(String reason) -> {
        if (messages.size() == 1) {
          yield refusedAlone(connection, application, messages.getFirst(), reason);
        }
        int half = batch.size() / 2;
        // The first half whatever the time is, so that every round gets as far as one message.
        yield send(connection, batch.subList(0, half), end)
            && !isOver(end)
            && send(connection, batch.subList(half, batch.size()), end);
      }
      case Answer.NoWay(String why) -> hold(application, why);
      case Answer.Busy(String why, Duration retryAfter) -> holdAll(why, retryAfter);
    };
  }

  /**
   * Buries what was refused as a whole request of its own, if batches are read there at all: a
   * proxy that refuses whatever comes says nothing about a message.
   */
  private boolean refusedAlone(
      Connection connection, String application, Waiting.Loaded message, String reason)
      throws SQLException, InterruptedException {
    return switch (api.ask(application)) {
      case Answer.Each any -> {
        bury(connection, message, reason);
        yield true;
      }
      case Answer.Unfit(String why) -> hold(application, "everything is refused: " + why);
      case Answer.NoWay(String why) -> hold(application, why);
      case Answer.Busy(String why, Duration retryAfter) -> holdAll(why, retryAfter);
    };
  }

  /** An application's rows wait for a while; always false. */
  private boolean hold(String application, String why) {
    Duration wait = pauses.pause(application, clock.instant());
    warn("application " + application, why, wait);
    return false;
  }

  /** All rows wait for a while; always false. */
  private boolean holdAll(String why, Duration retryAfter) {
    warn("all", why, pauses.pauseAll(clock.instant(), retryAfter));
    return false;
  }

  /** Does with each what its answer says; false when what follows them must wait. */
  private boolean settle(Connection connection, Sent batch, List<Answer.One> ones)
      throws SQLException {
    List<Waiting.Loaded> messages = batch.messages();
    List<Long> taken = new ArrayList<>(messages.size());
    String later = null;
    String due = null;
    for (int i = 0; i < messages.size(); i++) {
      Waiting.Loaded message = messages.get(i);
      switch (ones.get(i)) {
        case Answer.One.Taken() -> taken.add(message.id());
        case Answer.One.Later(String why) -> later = why;
        case Answer.One.Refused(String reason) -> {
          if (isDue(message, batch.at())) {
            due = reason;
          } else {
            bury(connection, message, reason);
          }
        }
      }
    }
    // Those behind one that must wait go as well, of the same key too. Postrider takes a batch in
    // one piece, or, when its database refuses a row, in pieces one after the other, and nothing
    // more after a failure: a 503 before a 202 is of a message that was written with it and whose
    // answer came too late, and it is 409 the next time. And what is taken stays taken, and would
    // be 409 itself.
    rows.delete(connection, taken);
    sent.add(taken.size());
    settled += taken.size();
    if (later != null) {
      return holdAll(later, Duration.ZERO);
    }
    // It may as well be refused for something else, which is no matter of the other applications.
    return due == null || hold(batch.application(), due);
  }

  /**
   * It went with a time, which may have been over when it arrived. In a moment it is sent without
   * one. It has no key, so that nothing that must follow it has been taken meanwhile.
   */
  private boolean isDue(Waiting.Loaded message, Instant sentAt) {
    Instant time = message.deliverAt();
    return time != null && time.isAfter(sentAt) && time.isBefore(clock.instant().plus(SKEW));
  }

  private void bury(Connection connection, Waiting.Loaded message, String reason)
      throws SQLException {
    rows.bury(connection, message.id(), reason);
    settled++;
    LOG.log(
        System.Logger.Level.ERROR,
        "Postrider will not take event {0}, which stays in the outbox as dead: {1}",
        message.eventId(),
        reason);
  }

  private static void warn(String whose, String why, Duration wait) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Messages of {0} wait in the outbox for {1} ms: {2}",
        whose,
        wait.toMillis(),
        why);
  }
}
