package dev.postrider.testkit;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The directory in a map keeps the contract of the real one here, too. */
final class MemoryCredentialsTest extends CredentialsContract {
  private @Nullable Edges kept;

  @Override
  protected Edges open(InstantSource clock) {
    Edges edges = kept == null ? MemoryNames.of(clock) : kept;
    kept = edges;
    return edges;
  }
}
