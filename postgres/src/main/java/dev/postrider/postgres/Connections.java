package dev.postrider.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections that give up in time, whatever happens to the database. */
final class Connections {
  /**
   * The driver counts in seconds; the server has the first say, so that a slow statement keeps its
   * connection.
   */
  private static final Duration DRIVER_GRACE = Duration.ofSeconds(2);

  /** Longer than a busy pool needs, short enough for an answer that says the database is away. */
  private static final Duration POOL_PATIENCE = Duration.ofSeconds(2);

  private final PostgresConfig config;

  Connections(PostgresConfig config) {
    this.config = config;
  }

  /** A connection of one's own. */
  Connection open(String name) throws SQLException {
    Connection connection = new Driver().connect(config.url(), properties(name));
    if (connection == null) {
      throw new SQLException("not a PostgreSQL URL", "08001");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings());
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /** The pool for everything but the journal. */
  HikariDataSource pool() {
    HikariConfig hikari = new HikariConfig();
    hikari.setPoolName("postrider");
    hikari.setJdbcUrl(config.url());
    hikari.setDataSourceProperties(properties("postrider"));
    hikari.setConnectionInitSql(settings());
    hikari.setMaximumPoolSize(config.poolSize());
    hikari.setConnectionTimeout(POOL_PATIENCE.toMillis());
    hikari.setValidationTimeout(1_000);
    // Who asks first says what is wrong; the pool's own complaint would have no such words.
    hikari.setInitializationFailTimeout(-1);
    return new HikariDataSource(hikari);
  }

  /** Connections that wait for a statement as long as it takes, for work that is done once. */
  DataSource patient() {
    PGSimpleDataSource patient = new PGSimpleDataSource();
    patient.setURL(config.url());
    if (config.user() != null) {
      patient.setUser(config.user());
    }
    if (config.password() != null) {
      patient.setPassword(config.password());
    }
    patient.setApplicationName("postrider schema");
    patient.setLogServerErrorDetail(false);
    patient.setTcpKeepAlive(true);
    return patient;
  }

  /** Statements on these connections, whose arguments stand in no complaint: some are secrets. */
  static Jdbi jdbi(DataSource database) {
    Jdbi jdbi = Jdbi.create(database);
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementExceptions.MessageRendering.NONE);
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Long.class, "int8");
    return jdbi;
  }

  private Properties properties(String name) {
    Properties properties = new Properties();
    if (config.user() != null) {
      properties.setProperty("user", config.user());
    }
    if (config.password() != null) {
      properties.setProperty("password", config.password());
    }
    properties.setProperty("ApplicationName", name);
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    // The detail of an error shows the row, and a row may hold a secret.
    properties.setProperty("logServerErrorDetail", "false");
    long socket = config.statementTimeout().plus(DRIVER_GRACE).toSeconds();
    properties.setProperty("socketTimeout", Long.toString(socket));
    return properties;
  }

  private String settings() {
    return """
    set statement_timeout = %d; set synchronous_commit = on; set timezone = 'UTC'; set jit = off\
    """
        .formatted(config.statementTimeout().toMillis());
  }
}
