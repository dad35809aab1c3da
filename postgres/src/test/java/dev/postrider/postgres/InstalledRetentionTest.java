package dev.postrider.postgres;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class InstalledRetentionTest extends RetentionContract {
  @Override
  PostgresServer server() {
    return PostgresServers.installed();
  }
}
