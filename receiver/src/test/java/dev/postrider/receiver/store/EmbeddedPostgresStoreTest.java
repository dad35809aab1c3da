package dev.postrider.receiver.store;

import dev.postrider.testkit.PostgresServers;

/** The newest PostgreSQL. */
final class EmbeddedPostgresStoreTest extends PostgresStoreContract {
  EmbeddedPostgresStoreTest() {
    super(PostgresServers.embedded());
  }
}
