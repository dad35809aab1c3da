package dev.postrider.outbox;

import java.util.UUID;

final class H2OutboxTest extends OutboxContract {

  @Override
  UrlDataSource freshDatabase() {
    return inMemory();
  }

  static UrlDataSource inMemory() {
    return new UrlDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }
}
