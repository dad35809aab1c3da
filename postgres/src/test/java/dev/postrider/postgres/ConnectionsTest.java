package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.postrider.testkit.PostgresServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private final String url = Fixture.database(PostgresServers.embedded());

  private static String shown(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show synchronous_commit")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Somebody's own PostgreSQL may be set to answer before the disk has anything. */
  @Test
  void waitForTheDiskWhateverTheDatabaseIsSetTo() throws SQLException {
    String name = Fixture.query(url, "select current_database()").getFirst();
    Fixture.execute(url, "alter database " + name + " set synchronous_commit = off");
    assertThat(Fixture.query(url, "show synchronous_commit")).containsExactly("off");
    Connections connections = new Connections(Fixture.config(url));
    try (Connection journal = connections.open("journal");
        HikariDataSource pool = connections.pool();
        Connection pooled = pool.getConnection()) {
      assertThat(shown(journal)).isEqualTo("on");
      assertThat(shown(pooled)).isEqualTo("on");
    }
  }
}
