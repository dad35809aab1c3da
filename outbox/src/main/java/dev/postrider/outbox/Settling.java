package dev.postrider.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Does with rows what Postrider has answered: deletes those that it has, buries those that it will
 * never take, and lets the others wait. For one thread, but for {@link #sent}.
 */
final class Settling {
  /** Refused so shortly before its time, it was too late by the other side's clock. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** A batch of one application, and when it went. */
  record Sent(String application, List<Waiting.Loaded> messages, Instant at) {}

  private final Rows rows;
  private final BatchApi api;
  private final Pauses pauses;
  private final InstantSource clock;
  private final LongAdder sent = new LongAdder();
  private long settled;

  Settling(Rows rows, BatchApi api, Pauses pauses, InstantSource clock) {
    this.rows = rows;
    this.api = api;
    this.pauses = pauses;
    this.clock = clock;
  }

  /** How many messages Postrider has got from here. For any thread. */
  long sent() {
    return sent.sum();
  }

  /** How many rows were deleted or buried until now, in transactions that failed too. */
  long settled() {
    return settled;
  }

  /**
   * Buries what was refused as a whole request of its own, if batches are read there at all: a
   * proxy that refuses whatever comes says nothing about a message.
   */
  boolean refusedAlone(
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
  boolean hold(String application, String why) {
    Duration wait = pauses.pause(application, clock.instant());
    warn("application " + application, why, wait);
    return false;
  }

  /** All rows wait for a while; always false. */
  boolean holdAll(String why, Duration retryAfter) {
    warn("all", why, pauses.pauseAll(clock.instant(), retryAfter));
    return false;
  }

  /** Does with each what its answer says; false when what follows them must wait. */
  boolean settle(Connection connection, Sent batch, List<Answer.One> ones) throws SQLException {
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
    OutboxLog.log(
        System.Logger.Level.ERROR,
        "Postrider will not take event {0}, which stays in the outbox as dead: {1}",
        message.eventId(),
        reason);
  }

  private static void warn(String whose, String why, Duration wait) {
    OutboxLog.log(
        System.Logger.Level.WARNING,
        "Messages of {0} wait in the outbox for {1} ms: {2}",
        whose,
        wait.toMillis(),
        why);
  }
}
