package dev.postrider.receiver;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The log of the receiver. Failure policy: fail open, because a webhook is worth more than a line:
 * what is logged may be such that it cannot be written, and what writes it may be broken.
 */
final class Log {
  private static final System.Logger LOG = System.getLogger("dev.postrider.receiver");

  private Log() {}

  /** Writes a line, in the form of {@code MessageFormat}. Never throws. */
  static void line(Level level, String format, Object... parameters) {
    try {
      LOG.log(level, format, parameters);
    } catch (Throwable unspeakable) {
      // There is no other place to say it.
    }
  }

  /** Writes a line, as it is, and what was thrown. Never throws. */
  static void thrown(Level level, String text, @Nullable Throwable thrown) {
    try {
      LOG.log(level, text, thrown);
    } catch (Throwable unspeakable) {
      // There is no other place to say it.
    }
  }
}
