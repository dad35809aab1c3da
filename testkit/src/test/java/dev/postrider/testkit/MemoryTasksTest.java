package dev.postrider.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The tasks in a map keep the contract of the real ones. */
final class MemoryTasksTest extends TasksContract {
  private @Nullable Edges kept;

  @Override
  protected Edges open(InstantSource clock) {
    Edges edges = kept == null ? MemoryMessages.of(clock) : kept;
    kept = edges;
    return edges;
  }
}
