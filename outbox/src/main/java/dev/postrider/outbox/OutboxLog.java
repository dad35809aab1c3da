package dev.postrider.outbox;

import java.lang.System.Logger.Level;

/**
 * What the relay tells whoever runs it, in lines of the logger {@code
 * dev.postrider.outbox.OutboxRelay}. Nothing here throws. Safe for use by many threads.
 */
final class OutboxLog {
  private static final System.Logger LOG = System.getLogger(OutboxRelay.class.getName());

  private OutboxLog() {}

  static void log(Level level, String format, Object... values) {
    write(() -> LOG.log(level, format, values));
  }

  static void log(Level level, String message, Throwable thrown) {
    write(() -> LOG.log(level, message, thrown));
  }

  /** Failure policy: fail open, because a message is worth more than a line of the log. */
  private static void write(Runnable line) {
    try {
      line.run();
    } catch (Throwable unspeakable) {
      // There is no other place to say it.
    }
  }
}
