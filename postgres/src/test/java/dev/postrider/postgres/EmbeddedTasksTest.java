package dev.postrider.postgres;

import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TasksContract;
import java.time.InstantSource;

final class EmbeddedTasksTest extends TasksContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(url, clock);
  }
}
