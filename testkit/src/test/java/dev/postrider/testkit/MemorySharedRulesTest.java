package dev.postrider.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The directory in a map keeps the same contract of shared rules as the real one. */
final class MemorySharedRulesTest extends SharedRulesContract {
  private @Nullable Edges kept;

  @Override
  protected Edges open(InstantSource clock) {
    Edges edges = kept == null ? MemoryNames.of(clock) : kept;
    kept = edges;
    return edges;
  }
}
