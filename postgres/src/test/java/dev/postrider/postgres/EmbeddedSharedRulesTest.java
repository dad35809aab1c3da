package dev.postrider.postgres;

import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.SharedRulesContract;
import java.time.InstantSource;

final class EmbeddedSharedRulesTest extends SharedRulesContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
