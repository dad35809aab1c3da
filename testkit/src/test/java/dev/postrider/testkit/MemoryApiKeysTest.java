package dev.postrider.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The keys in a map keep the contract of the real ones. */
final class MemoryApiKeysTest extends ApiKeysContract {
  private @Nullable Edges kept;

  @Override
  protected Edges open(InstantSource clock) {
    Edges edges = kept == null ? MemoryNames.of(clock) : kept;
    kept = edges;
    return edges;
  }
}
