package dev.postrider.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One time in which the database takes no writes: logged when it begins and when it is over,
 * however long it flaps.
 */
final class Outage {
  private static final Logger log = LoggerFactory.getLogger(Outage.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final JournalListener listener;
  private @Nullable Long since;
  private boolean overWhenReached;
  private Duration pause = FIRST_PAUSE;

  Outage(JournalListener listener) {
    this.listener = listener;
  }

  void began(SQLException failure) {
    overWhenReached = Trouble.ofConnection(failure);
    if (since != null) {
      return;
    }
    String reason = Trouble.say(failure);
    since = System.nanoTime();
    log.error("the database takes no writes, messages are refused until it does: {}", reason);
    listener.outage(reason);
  }

  /** False for a full disk and its like, where only a batch that was written is proof. */
  boolean overWhenReached() {
    return overWhenReached;
  }

  /** How long to wait before the next try: longer each time. */
  Duration pause() {
    Duration now = pause;
    pause = now.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : now.multipliedBy(2);
    return now;
  }

  void ended() {
    if (since == null) {
      return;
    }
    Duration lasted = Duration.ofNanos(System.nanoTime() - since);
    since = null;
    pause = FIRST_PAUSE;
    log.info("the database takes writes again, after {} ms", lasted.toMillis());
    listener.recovered(lasted);
  }
}
