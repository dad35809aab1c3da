package dev.postrider.outbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** Its connections fail at one thing, and do all else. */
final class BrokenDataSource extends UrlDataSource {
  private final String broken;
  private final boolean ends;

  private BrokenDataSource(UrlDataSource real, String broken, boolean ends) {
    super(real.url());
    this.broken = broken;
    this.ends = ends;
  }

  /** They break instead of committing, as they do when the process or the line dies. */
  static BrokenDataSource dying(UrlDataSource real) {
    return new BrokenDataSource(real, "commit", true);
  }

  /** They roll nothing back, and are open all the same. */
  static BrokenDataSource stubborn(UrlDataSource real) {
    return new BrokenDataSource(real, "rollback", false);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            BrokenDataSource.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals(broken)) {
                if (ends) {
                  connection.abort(Runnable::run);
                }
                throw new SQLException("the connection does not " + broken);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
