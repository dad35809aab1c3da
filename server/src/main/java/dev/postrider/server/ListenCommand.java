package dev.postrider.server;

import ch.qos.logback.classic.Level;
import dev.postrider.server.config.Key;
import dev.postrider.server.config.ListenKeys;
import dev.postrider.server.listen.Display;
import dev.postrider.server.listen.JsonDisplay;
import dev.postrider.server.listen.Judge;
import dev.postrider.server.listen.ListenParts;
import dev.postrider.server.listen.Listening;
import dev.postrider.server.listen.Plan;
import dev.postrider.server.listen.SecretFile;
import dev.postrider.server.listen.Store;
import dev.postrider.server.listen.TextDisplay;
import dev.postrider.server.observe.Logs;
import dev.postrider.server.observe.Logs.Format;
import dev.postrider.server.observe.Logs.LogConfig;
import dev.postrider.server.terminal.Complaint;
import dev.postrider.server.terminal.Ink;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postrider listen}: a receiver before a developer's eyes. */
@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    subcommands = {ListenListCommand.class, ListenReplayCommand.class},
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Takes webhooks at a port of this machine, and prints each: headers, whether it is verified"
          + " or why not, body, timing. What lets somebody in is masked. One that is not verified"
          + " is answered 401, every other 200 or as told. The newest 1,000 are kept, to be sent"
          + " again."
    },
    footer = {
      "",
      "Secrets are given by file, because others can read a command line:",
      "  ./postrider listen --secret-file -      read from standard input",
      "",
      "Examples:",
      "  ./postrider listen",
      "  ./postrider listen --secret-file hook.secret --fail 3",
      "  ./postrider listen --json --count 1 | jq .body",
      "  ./postrider listen replay --last --to http://localhost:8080/hook",
      "",
      "docs/listen.md says more."
    })
final class ListenCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private ListenStore store = new ListenStore();

  @Option(
      names = "--port",
      paramLabel = "NUMBER",
      description = "The port to listen on; 0 takes a free one. Default: 4000")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: 127.0.0.1, this machine only")
  private String host = "127.0.0.1";

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "The only path to take webhooks at; others are 404. Default: every path")
  private @Nullable String path;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description =
          "Secrets to verify signatures by (whsec_ or whpk_), a line each, one of which is enough;"
              + " - for standard input. May be given more than once.")
  private List<String> secretFiles = List.of();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user whom Basic authentication must name; with --password-file.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file with this user's password; - for standard input.")
  private @Nullable String passwordFile;

  @Option(
      names = "--status",
      paramLabel = "NUMBER",
      description = "The status to answer with, 200 to 599. Default: 200")
  private @Nullable String status;

  @Option(
      names = "--delay",
      paramLabel = "DURATION",
      description = "How long each webhook waits for its answer, such as 2s. Default: 0s")
  private @Nullable String delay;

  @Option(
      names = "--fail",
      paramLabel = "NUMBER",
      description = "Answer the first so many with 503, whatever they are. Default: 0")
  private @Nullable String fail;

  @Option(
      names = "--count",
      paramLabel = "NUMBER",
      description = "End after so many webhooks instead of waiting for Ctrl-C.")
  private @Nullable String count;

  @Option(names = "--once", description = "The same as --count 1.")
  private boolean once;

  @Option(
      names = "--json",
      description =
          "Print a JSON object per line and nothing else; docs/listen.md has its members.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    Logs.configure(new LogConfig(Format.TEXT, Level.WARN));
    InstantSource clock = InstantSource.system();
    int at = read(ListenKeys.PORT, port, 4000);
    Plan plan =
        new Plan(
            read(ListenKeys.STATUS, status, 200),
            read(ListenKeys.DELAY, delay, java.time.Duration.ZERO),
            read(ListenKeys.FAIL, fail, 0));
    int most = most();
    requirePath();
    Judge judge = judge(clock);
    Starting.requirePlace(host, at, "host", "--port");
    Store kept = store.open();
    Display display = display(kept);
    Stop stop = Stop.onSignals();
    var left = new AtomicInteger(most);
    Runnable shown =
        () -> {
          if (left.decrementAndGet() == 0 || display.closed()) {
            stop.enough();
          }
        };
    var parts = new ListenParts(path, judge, plan, kept, display, clock, shown);
    try (var listening = Listening.start(host, at, parts)) {
      greet(listening.port(), kept);
      stop.await();
    }
    return 0;
  }

  /** Where nothing but JSON may stand, it is said on standard error. */
  private void greet(int at, Store kept) {
    PrintWriter to = json ? line().getErr() : line().getOut();
    String shownHost = host.contains(":") ? "[" + host + "]" : host;
    to.printf(
        "Postrider listens at http://%s:%d%s and keeps what comes in %s; Ctrl-C ends it.%n",
        shownHost, at, path == null ? "" : path, kept.folder());
    to.flush();
  }

  private Display display(Store kept) {
    if (json) {
      return new JsonDisplay(line().getOut());
    }
    Ink ink = Ink.of(Help.Ansi.AUTO.enabled(), System.out.charset());
    return new TextDisplay(line().getOut(), ink, ZoneId.systemDefault(), kept.folder());
  }

  private int most() {
    if (once && count != null) {
      throw Complaint.usage("--once is --count 1; give one of the two.");
    }
    return once ? 1 : read(ListenKeys.COUNT, count, -1);
  }

  private void requirePath() {
    if (path != null && !path.matches("/[!-~&&[^?#]]{0,1000}")) {
      throw Complaint.usage("--path must begin with / and have no query, such as /hook.");
    }
  }

  private Judge judge(InstantSource clock) {
    String name = user;
    String password = passwordFile;
    if ((name == null) != (password == null)) {
      throw Complaint.usage("--user and --password-file belong together; give both or neither.");
    }
    try {
      if (name != null && password != null) {
        if (!secretFiles.isEmpty()) {
          throw Complaint.usage(
              "A webhook has a signature or a password; give --secret-file or --user, not both.");
        }
        return new Judge.Password(name, SecretFile.password(password, System.in));
      }
      if (secretFiles.isEmpty()) {
        return new Judge.Nobody();
      }
      List<String> secrets = new ArrayList<>();
      secretFiles.forEach(file -> secrets.addAll(SecretFile.lines(file, System.in)));
      return new Judge.Signatures(secrets, clock);
    } catch (IllegalArgumentException unusable) {
      // It says what a secret must be, and not what this one is.
      throw Complaint.usage("It cannot be verified by that: %s.".formatted(unusable.getMessage()));
    }
  }

  private static <T> T read(Key<T> key, @Nullable String text, T otherwise) {
    return text == null ? otherwise : key.read(text, key.option());
  }

  private picocli.CommandLine line() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
