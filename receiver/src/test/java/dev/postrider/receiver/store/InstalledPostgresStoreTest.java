package dev.postrider.receiver.store;

import dev.postrider.testkit.PostgresServers;

/** The oldest PostgreSQL that Postrider supports. */
final class InstalledPostgresStoreTest extends PostgresStoreContract {
  InstalledPostgresStoreTest() {
    super(PostgresServers.installed());
  }
}
