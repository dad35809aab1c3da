package dev.postrider.postgres;

import dev.postrider.testkit.Edges;
import dev.postrider.testkit.EventTypesContract;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;

final class EmbeddedEventTypesTest extends EventTypesContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
