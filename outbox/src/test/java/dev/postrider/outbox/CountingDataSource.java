package dev.postrider.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Before each commit it asks PostgreSQL how many of the outbox's rows the transaction has read. */
final class CountingDataSource extends UrlDataSource {
  private static final String READ =
      """
      select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
      where relname = 'postrider_outbox'\
      """;

  private long read;

  CountingDataSource(UrlDataSource real) {
    super(real.url());
  }

  /** By the last transaction that was committed. */
  long read() {
    return read;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            CountingDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                count(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private void count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(READ)) {
      result.next();
      read = result.getLong(1);
    }
  }
}
