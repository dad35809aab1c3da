package dev.postrider.postgres;

import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.ReplaysContract;
import java.time.InstantSource;

final class InstalledReplaysTest extends ReplaysContract {
  private final String url = Fixture.database(PostgresServers.installed());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
