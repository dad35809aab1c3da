package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract in a file, and what is SQLite's own. */
final class SqliteStoreTest extends StoreContract {
  @TempDir Path directory;

  @Override
  Store open() throws StoreException {
    return SqliteStore.open(directory.resolve("webhooks.db"), "inbox_");
  }

  @Test
  void oneAtATimeHasTheFile() {
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another inbox has this store open");
  }

  @Test
  void whatWasClaimedIsFreeAfterTheNextOpening() throws Exception {
    arrive(arrival("a"));
    assertThat(claim(1)).hasSize(1);
    store.close();
    store = open();
    assertThat(claim(1).getFirst().attempt()).as("the one before may have begun").isEqualTo(2);
  }

  @Test
  void commitsAreWrittenToTheDisk() throws Exception {
    SqliteStore sqlite = (SqliteStore) store;
    assertThat(sqlite.<String>transact("", c -> first(c, "pragma journal_mode"))).isEqualTo("wal");
    assertThat(sqlite.<String>transact("", c -> first(c, "pragma synchronous")))
        .as("2 is full")
        .isEqualTo("2");
  }

  @Test
  void othersMayLookIntoTheFile() throws Exception {
    arrive(arrival("a"));
    try (Connection other =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("webhooks.db"))) {
      assertThat(first(other, "select id from inbox_webhook")).isEqualTo("a");
    }
  }

  @Test
  void tablesOfANewerVersionAreLeftAlone() throws Exception {
    ((SqliteStore) store)
        .<Integer>transact(
            "",
            c -> {
              try (Statement statement = c.createStatement()) {
                return statement.executeUpdate("update inbox_schema set version = 99");
              }
            });
    store.close();
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .rootCause()
        .hasMessageContaining("version 99");
  }

  @Test
  void aPrefixIsAName() {
    Path other = directory.resolve("other.db");
    for (String prefix : new String[] {"", "A", "1a", "a-b", "a;drop", "a".repeat(32)}) {
      assertThatThrownBy(() -> SqliteStore.open(other, prefix))
          .as(prefix)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(other).doesNotExist();
  }

  private static String first(Connection connection, String sql) throws java.sql.SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
