package dev.postrider.postgres;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import org.junit.jupiter.api.BeforeAll;

final class InstalledFaultsTest extends FaultsContract {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServers.newInstalled();
  }

  @Override
  PostgresServer server() {
    return server;
  }
}
