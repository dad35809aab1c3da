package dev.postrider.outbox;

import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;

final class EmbeddedPostgresOutboxTest extends OutboxContract {

  @Override
  UrlDataSource freshDatabase() {
    return new UrlDataSource(
        PostgresServers.embedded().freshDatabase() + "?user=" + PostgresServer.USER);
  }
}
