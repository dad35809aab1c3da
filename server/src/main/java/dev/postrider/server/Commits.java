package dev.postrider.server;

import dev.postrider.postgres.JournalListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Remembers when the journal last committed, and whether it can. Safe for use by many threads. */
final class Commits implements JournalListener {
  private final InstantSource clock;
  private volatile @Nullable Instant last;
  private volatile boolean up = true;

  Commits(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void committed(int messages, int entries, long bytes, Duration took) {
    last = clock.instant();
  }

  @Override
  public void outage(String reason) {
    up = false;
  }

  @Override
  public void recovered(Duration outage) {
    up = true;
  }

  /** Null: nothing since the start. */
  @Nullable Instant last() {
    return last;
  }

  boolean up() {
    return up;
  }
}
