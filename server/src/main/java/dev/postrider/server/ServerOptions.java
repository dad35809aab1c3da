package dev.postrider.server;

import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Settings;
import dev.postrider.server.config.Sources;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says which server a command is about, by where that has its settings and data. */
final class ServerOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory of the server. Default: postrider-data")
  private @Nullable String data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file of the server.")
  private @Nullable Path file;

  /** The settings as that server has them, but for its other options. */
  Settings settings() {
    return Sources.read(
        file, System.getenv(), data == null ? Map.of() : Map.of(Catalogue.DATA.option(), data));
  }
}
