package dev.postrider.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that are running; they are closed in the opposite order of their start. */
final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> started = new ArrayDeque<>();

  <T extends AutoCloseable> T add(String name, T part) {
    started.push(new Part(name, part));
    return part;
  }

  /** Failure policy: go on with the next part, because each that stays open is worse. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      Part part = started.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        log.warn("{} did not stop as it should", part.name(), e);
      }
    }
  }
}
