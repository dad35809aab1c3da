package dev.postrider.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of the PostgreSQL that comes from Maven Central. */
final class EmbeddedPostgresServer extends PostgresServer {
  private final Path data;
  private int port;

  EmbeddedPostgresServer() {
    try {
      this.data = Files.createTempDirectory("postrider-embedded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
  }

  @Override
  int port() {
    return port;
  }

  @Override
  Path dataDirectory() {
    return data;
  }

  @Override
  public void start() {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(port == 0);
      if (port != 0) {
        builder.setPort(port);
      }
      port = builder.start().getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
