package dev.postrider.postgres;

import dev.postrider.directory.Application;
import dev.postrider.pulse.Pulse;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.PulseContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

final class InstalledPulseTest extends PulseContract {
  private final String url = Fixture.database(PostgresServers.installed());

  private final PostgresEdges edges = PostgresEdges.open(url, InstantSource.system());

  @Override
  protected Pulse pulse() {
    return edges.postgres().pulse();
  }

  @Override
  protected Application application() {
    return edges.application();
  }

  @AfterEach
  void close() {
    edges.close();
  }
}
