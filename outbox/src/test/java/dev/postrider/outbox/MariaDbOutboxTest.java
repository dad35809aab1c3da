package dev.postrider.outbox;

import ch.vorburger.exec.ManagedProcessException;

final class MariaDbOutboxTest extends OutboxContract {

  @Override
  UrlDataSource freshDatabase() throws ManagedProcessException {
    MariaDbServer server = MariaDbServer.get();
    return new UrlDataSource(
        "jdbc:mariadb://127.0.0.1:%d/%s?user=root"
            .formatted(server.port(), server.freshDatabase()));
  }
}
