package dev.postrider.testkit;

import java.time.InstantSource;

/** The history in maps says of an endpoint's messages what the real ones say. */
final class MemoryDeliveriesTest extends DeliveriesContract {

  @Override
  protected Edges open(InstantSource clock) {
    return MemoryMessages.of(clock);
  }
}
