package dev.postrider.postgres;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class InstalledRefusedRowsTest extends RefusedRowsContract {
  @Override
  PostgresServer server() {
    return PostgresServers.installed();
  }
}
