package dev.postrider.server;

import ch.qos.logback.classic.Level;
import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.Settings;
import dev.postrider.server.demo.Demo;
import dev.postrider.server.embedded.Files2;
import dev.postrider.server.observe.Logs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postrider demo}: everything at once, before one's eyes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description = {
      "Starts Postrider with a database of its own and a receiver, sends one real event of every"
          + " platform, and shows each delivery as it arrives. Then it keeps running, for you to"
          + " try the API.",
      "It is open to this machine only, and leaves nothing behind unless --data is given."
    },
    footer = {
      "",
      "Examples:",
      "  ./postrider demo",
      "  ./postrider demo --once    end after the last delivery: 0 when all arrived, 1 otherwise"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "End after the last delivery instead of waiting for Ctrl-C.")
  private boolean once;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where to keep the data. Default: a temporary directory, removed at the end")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      description = "The port of the API. Default: 8071, or a free one when that is taken")
  private @Nullable String port;

  @Override
  public Integer call() throws Exception {
    return 0;
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec).commandLine().getOut();
  }
}
