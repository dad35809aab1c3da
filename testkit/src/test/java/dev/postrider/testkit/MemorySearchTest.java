package dev.postrider.testkit;

import java.time.InstantSource;

/** What is searched in maps keeps the contract of what is searched in tables. */
final class MemorySearchTest extends SearchContract {
  @Override
  protected Edges open(InstantSource clock) {
    return MemoryMessages.of(clock);
  }
}
