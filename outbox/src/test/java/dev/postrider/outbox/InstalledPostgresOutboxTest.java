package dev.postrider.outbox;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class InstalledPostgresOutboxTest extends OutboxContract {

  @Override
  UrlDataSource freshDatabase() {
    return new UrlDataSource(
        PostgresServers.installed().freshDatabase() + "?user=" + PostgresServer.USER);
  }
}
