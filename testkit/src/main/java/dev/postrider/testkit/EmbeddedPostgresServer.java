package dev.postrider.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A server of the PostgreSQL that comes from Maven Central. */
final class EmbeddedPostgresServer extends PostgresServer {
  private final Path data;
  private @Nullable EmbeddedPostgres running;
  private int port;

  EmbeddedPostgresServer(Path parent) {
    try {
      this.data = Files.createTempDirectory(parent, "postrider-embedded");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(data)));
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
      stop();
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
      if (port != 0) {
        builder.setPort(port);
      }
      EmbeddedPostgres started = builder.start();
      running = started;
      port = started.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also after it was killed: what holds its data directory is let go of. */
  private void stop() throws IOException {
    if (running != null) {
      running.close();
    }
  }
}
