package dev.postrider.postgres;

import java.time.Duration;

/**
 * Hears what the journal does; for metrics and for the decision to stop. Called from its thread,
 * must not block.
 */
public interface JournalListener {

  /** Hears nothing. */
  JournalListener NONE = new JournalListener() {};

  /** One transaction is durable. {@code bytes} is the size of its messages' payloads. */
  default void committed(int messages, int entries, long bytes, Duration took) {}

  /** The database stopped taking writes; appends are refused from now on. Once per outage. */
  default void outage(String reason) {}

  /** It takes writes again. */
  default void recovered(Duration outage) {}

  /**
   * The journal has stopped for good: this process can write nothing any more and has to stop.
   * Either another process owns the log now, or the journal or its consumer has failed by a fault
   * of its own; the reason says which.
   */
  default void lost(String reason) {}
}
