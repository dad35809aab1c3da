package dev.postrider.outbox;

import ch.vorburger.exec.ManagedProcessException;

/** MySQL's own driver, on MariaDB: there is no MySQL that a test could bring along. */
final class MySqlDriverOutboxTest extends OutboxContract {

  @Override
  UrlDataSource freshDatabase() throws ManagedProcessException {
    MariaDbServer server = MariaDbServer.get();
    return new UrlDataSource(
        "jdbc:mysql://127.0.0.1:%d/%s?user=root".formatted(server.port(), server.freshDatabase()));
  }
}
