package dev.postrider.postgres;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class EmbeddedRefusedRowsTest extends RefusedRowsContract {
  @Override
  PostgresServer server() {
    return PostgresServers.embedded();
  }
}
