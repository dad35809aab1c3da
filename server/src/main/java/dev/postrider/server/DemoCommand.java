package dev.postrider.server;

import ch.qos.logback.classic.Level;
import dev.postrider.api.Tokens;
import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Config;
import dev.postrider.server.config.GuardKeys;
import dev.postrider.server.config.Settings;
import dev.postrider.server.demo.Demo;
import dev.postrider.server.demo.DemoClock;
import dev.postrider.server.demo.Paper;
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
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postrider demo}: everything at once, before one's eyes. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description = {
      "Starts Postrider with a database of its own and the receivers of six customers, one of each"
          + " platform. Each registers a webhook, gets real events, fails, and gets a retry; every"
          + " rule that this shows is checked. Where a contract waits, the demo puts Postrider's"
          + " clock forward. Then it keeps running, for you to try the API.",
      "It is open to this machine only, and leaves nothing behind unless --data is given."
    },
    footer = {
      "",
      "Examples:",
      "  ./postrider demo",
      "  ./postrider demo --once           end then: 0 when all checks held, 1 otherwise",
      "  ./postrider demo --broken yespo   see what it says of a broken receiver"
    })
final class DemoCommand implements Callable<Integer> {
  private static final Duration TOKEN_HOLDS = Duration.ofDays(1);

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--once", description = "End after the last scene instead of waiting for Ctrl-C.")
  private boolean once;

  @Option(
      names = "--broken",
      paramLabel = "PLATFORM",
      description = "Let this platform's receiver answer 500 whatever comes, to see checks fail.")
  private @Nullable String broken;

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
    requirePlatform();
    Stop stop = Stop.onSignals();
    Path directory = data == null ? Files.createTempDirectory("postrider-demo") : data;
    var clock = new DemoClock(new SteadyClock(InstantSource.system()));
    try (Wiring server = new Wiring(config(directory), stop, new Clocks(clock, clock))) {
      return demonstrate(server, clock, stop);
    } finally {
      if (data == null) {
        Trees.delete(directory);
      }
    }
  }

  private int demonstrate(Wiring server, DemoClock clock, Stop stop)
      throws IOException, InterruptedException {
    String token = server.tokens().mint(Tokens.DEFAULT_ORGANISATION, TOKEN_HOLDS);
    var postrider = new Demo.Postrider(server.url(), token, clock, server::timeHasPassed);
    Paper paper = new Paper(out(), Help.Ansi.AUTO.enabled(), System.out.charset());
    out().printf("Postrider %s listens at %s.%n", Commands.Version.text(), server.url());
    try (var demo = new Demo(postrider, Starting.platforms(null), paper, broken)) {
      List<String> failed = demo.run();
      if (!once) {
        demo.invite();
        stop.await();
      }
      if (!failed.isEmpty()) {
        throw Complaint.failure(
            "Not every check held, for: %s.".formatted(String.join(", ", failed)));
      }
      return 0;
    }
  }

  private void requirePlatform() {
    if (broken != null && !Demo.platforms().contains(broken)) {
      throw Complaint.usage(
          "--broken must be one of %s, not \"%s\"."
              .formatted(String.join(", ", Demo.platforms()), broken));
    }
  }

  /** Nothing but these: the demo shall be the same whatever the surroundings say. */
  private Config config(Path directory) {
    Settings settings =
        new Settings()
            .set(Catalogue.DATA, directory.toString(), "--data")
            .set(Catalogue.PORT, port == null ? freePort() : port, "--port")
            .set(GuardKeys.ALLOW_ADDRESSES, "127.0.0.0/8", "the demo");
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
