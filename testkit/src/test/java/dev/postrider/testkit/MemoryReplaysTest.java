package dev.postrider.testkit;

import java.time.InstantSource;

/** What is found in maps keeps the contract of what is found in tables. */
final class MemoryReplaysTest extends ReplaysContract {
  @Override
  protected Edges open(InstantSource clock) {
    return MemoryMessages.of(clock);
  }
}
