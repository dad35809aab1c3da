package dev.postrider.server;

import ch.qos.logback.classic.Level;
import dev.postrider.api.Tokens;
import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.Settings;
import dev.postrider.server.demo.Demo;
import dev.postrider.server.embedded.Trees;
import dev.postrider.server.observe.Logs;
import dev.postrider.server.observe.Logs.Format;
import dev.postrider.server.observe.Logs.LogConfig;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
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
  private static final Duration TOKEN_HOLDS = Duration.ofDays(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--once",
      description = "End after the last delivery instead of waiting for Ctrl-C.")
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
    Logs.configure(new LogConfig(Format.TEXT, Level.WARN));
    Stop stop = Stop.onSignals();
    Path directory = data == null ? Files.createTempDirectory("postrider-demo") : data;
    try (Wiring server = new Wiring(config(directory), stop, Clocks.system())) {
      return demonstrate(server, stop);
    } finally {
      if (data == null) {
        Trees.delete(directory);
      }
    }
  }

  private int demonstrate(Wiring server, Stop stop) throws IOException, InterruptedException {
    String token = server.tokens().mint(Tokens.DEFAULT_ORGANISATION, TOKEN_HOLDS);
    out().printf("Postrider %s listens at %s.%n", Commands.Version.text(), server.url());
    try (var demo = new Demo(server.url(), token, InstantSource.system(), out())) {
      List<String> missing = demo.run();
      if (once) {
        if (!missing.isEmpty()) {
          throw Complaint.failure(
              "The events of these platforms did not arrive as they were sent: %s."
                  .formatted(String.join(", ", missing)));
        }
        return 0;
      }
      demo.invite();
      stop.await();
      return 0;
    }
  }

  /** Nothing but these: the demo shall be the same whatever the surroundings say. */
  private Config config(Path directory) {
    Settings settings =
        new Settings()
            .set(Catalogue.DATA, directory.toString(), "--data")
            .set(Catalogue.PORT, port == null ? freePort() : port, "--port")
            .set(Catalogue.ALLOW_ADDRESSES, "127.0.0.0/8", "the demo");
    return Config.of(settings, Commands.Version.text());
  }

  /** The usual one when it is free; otherwise, and for a run that nobody visits, any. */
  private String freePort() {
    String usual = Catalogue.PORT.defaultText();
    if (once) {
      return "0";
    }
    try (var _ = new ServerSocket(Integer.parseInt(usual), 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return usual;
    } catch (IOException taken) {
      return "0";
    }
  }

  private PrintWriter out() {
    return java.util.Objects.requireNonNull(spec).commandLine().getOut();
  }
}
