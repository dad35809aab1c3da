package dev.postrider.testkit;

import java.time.InstantSource;

final class MemoryVerificationTest extends VerificationContract {
  @Override
  protected Edges open(InstantSource clock) {
    MemoryNames names = MemoryNames.of(clock);
    ((MemoryDirectory) names.directory()).verify();
    return names;
  }
}
