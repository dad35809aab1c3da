package dev.postrider.postgres;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class EmbeddedRetentionTest extends RetentionContract {
  @Override
  PostgresServer server() {
    return PostgresServers.embedded();
  }
}
