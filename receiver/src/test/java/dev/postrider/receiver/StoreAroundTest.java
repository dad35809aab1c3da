package dev.postrider.receiver;

import dev.postrider.receiver.store.SqliteStore;
import dev.postrider.receiver.store.Store;
import dev.postrider.receiver.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A store of another kind, in another package: it can be held against the contract, too. */
final class StoreAroundTest extends StoreContract {
  @TempDir Path directory;

  @Override
  protected Store open() throws Exception {
    return new StoreAround(SqliteStore.open(directory.resolve("webhooks.db"), "inbox_"), NOW);
  }
}
