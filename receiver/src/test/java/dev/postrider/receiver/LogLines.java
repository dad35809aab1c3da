package dev.postrider.receiver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the receiver writes into its log, from now until it is closed; and a log that is broken. */
final class LogLines extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.postrider.receiver");
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Predicate<String> broken;

  LogLines() {
    this(line -> false);
  }

  /** One that fails at such lines. */
  LogLines(Predicate<String> broken) {
    this.broken = broken;
    setFormatter(new SimpleFormatter());
    logger.setLevel(Level.ALL);
    logger.addHandler(this);
  }

  /** Level and text of each. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    String text = line.getLevel() + " " + getFormatter().formatMessage(line);
    lines.add(text);
    if (broken.test(text)) {
      throw new StackOverflowError();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
  }
}
