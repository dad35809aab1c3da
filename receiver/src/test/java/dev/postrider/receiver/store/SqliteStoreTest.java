package dev.postrider.receiver.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract in a file, and what is SQLite's own. */
final class SqliteStoreTest extends SqlStoreContract {
  @TempDir Path directory;

  @Override
  protected Store open() throws StoreException {
    return SqliteStore.open(directory.resolve("webhooks.db"), "inbox_");
  }

  @Test
  void oneAtATimeHasTheFile() {
    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another inbox has this store open");
  }

  @Test
  void theFileIsOneWhateverItsPathIsWrittenLike() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    assertThatThrownBy(() -> SqliteStore.open(link.resolve("webhooks.db"), "inbox_"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another inbox has this store open");
    store.close();
    store = SqliteStore.open(link.resolve("webhooks.db"), "inbox_");
    store.close();
    store = open();
    arrive(arrival("a"));
  }

  /** Closing any descriptor of a file ends the locks that a process has on it. */
  @Test
  void anOpeningThatIsRefusedLeavesTheLockOfTheFirst() throws Exception {
    assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
    assertThat(openElsewhere()).contains("another inbox has this store open");
    store.close();
    assertThatThrownBy(() -> SqliteStore.open(directory, "inbox_"))
        .isInstanceOf(StoreException.class);
    assertThat(openElsewhere()).isEqualTo("opened");
    store = open();
    assertThat(openElsewhere()).contains("another inbox has this store open");
  }

  /** What another process says that opens the file. */
  private String openElsewhere() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                    File.pathSeparator,
                    place(SqliteStore.class),
                    place(Elsewhere.class),
                    place(Class.forName("org.sqlite.JDBC"))),
                Elsewhere.class.getName(),
                directory.resolve("webhooks.db").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      return String.valueOf(out.readLine());
    }
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /** A program that opens a store, says what became of it, and ends. */
  static final class Elsewhere {
    private Elsewhere() {}

    public static void main(String... arguments) throws StoreException {
      try {
        SqliteStore.open(Path.of(arguments[0]), "inbox_").close();
        System.out.println("opened");
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** Or the next transaction would commit what this one had begun. */
  @Test
  void ofATransactionThatEndsInAnErrorNothingIsLeft() throws Exception {
    arrive(arrival("a"));
    assertThatThrownBy(() ->
            ((SqliteStore) store)
                .<Integer>transact(
                    "",
                    c -> {
                      try (Statement statement = c.createStatement()) {
                        statement.executeUpdate("delete from inbox_webhook");
                      }
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    arrive(arrival("b"));
    assertThat(ids(claim(10))).containsExactly("a", "b");
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

  /** To read would not tell whether it can be written to. */
  @Test
  void aFileThatTakesNothingIsNotHealthy() throws Exception {
    store.check();
    ((SqliteStore) store)
        .<Boolean>transact(
            "",
            c -> {
              try (Statement statement = c.createStatement()) {
                return statement.execute("pragma query_only = on");
              }
            });
    assertThatThrownBy(store::check).isInstanceOf(StoreException.class);
    store.check();
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
