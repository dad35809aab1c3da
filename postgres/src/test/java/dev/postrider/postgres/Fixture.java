package dev.postrider.postgres;

import dev.postrider.seal.MasterKey;
import dev.postrider.seal.MasterKeys;
import dev.postrider.testkit.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/** What the tests of faults need beside the edges. */
final class Fixture {
  /** Those that are there at all times, as if given by a variable. */
  static final KeySource KEYS = keys(MasterKey.make(new SecureRandom()));

  private Fixture() {}

  /** These master keys, the current one first. */
  static KeySource keys(MasterKey... masters) {
    return new KeySource(new KeptKeys(List.of(masters)), new SecureRandom());
  }

  private record KeptKeys(List<MasterKey> read) implements MasterKeys {
    @Override
    public MasterKey make() {
      throw new IllegalStateException("there is one");
    }

    @Override
    public String place() {
      return "the test";
    }
  }

  /** A database with today's schema and nothing in it. */
  static String database(PostgresServer server) {
    return server.freshDatabase(url -> {
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setURL(url);
      database.setUser(PostgresServer.USER);
      Schema.migrate(database);
    });
  }

  static PostgresConfig config(String url) {
    return PostgresConfig.of(url, PostgresServer.USER, "");
  }

  /** A configuration that refuses soon and gives a frozen database up after a while. */
  static PostgresConfig hasty(String url) {
    return config(url).withTimeouts(Duration.ofMillis(700), Duration.ofSeconds(4));
  }

  /** What another process leaves in the shards when it takes over the log. */
  static void takeOver(String url) {
    execute(url, "update shard set epoch = epoch + 1, owner = gen_random_uuid()");
  }

  static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of what the query finds, as text. */
  static List<String> query(String url, String sql) {
    List<String> found = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, "");
        Statement statement = connection.createStatement();
        ResultSet rs = statement.executeQuery(sql)) {
      while (rs.next()) {
        found.add(rs.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return found;
  }

  /** Keeps what a journal tells. */
  static final class Heard implements JournalListener {
    final List<String> told = new CopyOnWriteArrayList<>();

    /** Why each outage began, and why the journal was lost. */
    final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void outage(String reason) {
      told.add("outage");
      reasons.add(reason);
    }

    @Override
    public void recovered(Duration outage) {
      told.add("recovered");
    }

    @Override
    public void lost(String reason) {
      reasons.add(reason);
      told.add("lost");
    }
  }
}
