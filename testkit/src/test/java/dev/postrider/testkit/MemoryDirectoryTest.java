package dev.postrider.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The directory in a map keeps the contract of the real one, so tests that use it test something.
 */
final class MemoryDirectoryTest extends DirectoryContract {
  private @Nullable Edges kept;

  @Override
  protected Edges open(InstantSource clock) {
    Edges edges = kept == null ? MemoryNames.of(clock) : kept;
    kept = edges;
    return edges;
  }
}
