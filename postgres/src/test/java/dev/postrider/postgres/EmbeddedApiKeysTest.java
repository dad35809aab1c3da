package dev.postrider.postgres;

import dev.postrider.testkit.ApiKeysContract;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;

final class EmbeddedApiKeysTest extends ApiKeysContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
