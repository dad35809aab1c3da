package dev.postrider.server;

import dev.postrider.server.terminal.Complaint;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: what there is, and how a mistake is answered. */
@Command(
    name = "postrider",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    description = "A webhook engine: takes events, delivers them, and can say what became of each.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ./postrider demo           see it work: webhooks of each platform, failures and retries",
      "  ./postrider serve          run it, with a PostgreSQL of its own in ./postrider-data",
      "  ./postrider token          print a token for its API",
      "  ./postrider keys           change the key that seals the secrets in its database",
      "  ./postrider listen         take webhooks on this machine and print them, for developers",
      "  ./postrider platform       check a webhook contract that you have written as a file",
      "",
      "Each command explains itself: ./postrider serve --help"
    })
final class Commands {
  private static final int USAGE = 2;

  private Commands() {}

  /**
   * Runs what the arguments say and returns the exit code: 0 fine, 1 failed, 2 asked for wrongly.
   */
  static int run(String... arguments) {
    return line().execute(arguments);
  }

  static CommandLine line() {
    var line = new CommandLine(new Commands());
    line.addSubcommand(ServeCommand.spec());
    line.addSubcommand(new CommandLine(new DemoCommand()));
    line.addSubcommand(new CommandLine(new TokenCommand()));
    line.addSubcommand(new CommandLine(new KeysCommand()));
    line.addSubcommand(new CommandLine(new ListenCommand()));
    line.addSubcommand(new CommandLine(new PlatformCommand()));
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler((problem, _) -> refused(problem));
    line.setExecutionExceptionHandler((problem, in, _) -> failed(problem, in.getErr()));
    line.setExecutionStrategy(parsed -> {
      if (parsed.subcommand() == null
          && !parsed.isUsageHelpRequested()
          && !parsed.isVersionHelpRequested()) {
        line.usage(line.getErr());
        return USAGE;
      }
      return new CommandLine.RunLast().execute(parsed);
    });
    return line;
  }

  private static int refused(ParameterException problem) {
    CommandLine line = problem.getCommandLine();
    PrintWriter err = line.getErr();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      UnknownArgument.tell(unmatched, err);
    } else {
      err.println(problem.getMessage());
    }
    err.println("Try: ./" + line.getCommandSpec().qualifiedName() + " --help");
    return USAGE;
  }

  private static int failed(Exception problem, PrintWriter err) {
    if (problem instanceof Complaint complaint) {
      err.println(complaint.sentence());
      return complaint.exitCode();
    }
    err.println("Postrider failed, by a fault of its own; please report what follows.");
    problem.printStackTrace(err);
    return 1;
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    static String text() {
      return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
          .orElse("(development)");
    }

    @Override
    public String[] getVersion() {
      return new String[] {"Postrider " + text()};
    }
  }
}
