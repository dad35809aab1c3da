package dev.postrider.postgres;

import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.SearchContract;
import java.time.InstantSource;

final class EmbeddedSearchTest extends SearchContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
