package dev.postrider.server;

import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Key;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says that no command takes an argument. An option is told by its name alone, because what follows
 * it may be a secret, and others read logs.
 */
final class UnknownArgument {
  private UnknownArgument() {}

  static void tell(UnmatchedArgumentException problem, PrintWriter out) {
    Optional<String> option = option(problem);
    Optional<Key<?>> secret = option.flatMap(UnknownArgument::secret);
    if (secret.isPresent()) {
      Key<?> key = secret.get();
      out.printf(
          "%s is no option, because others on the machine can read a command line; give it in the variable %s, or as %s in the configuration file.%n",
          key.option(), key.variable(), key.path());
      return;
    }
    Optional<String> byFile = option.filter(name -> takesFile(problem, name));
    if (byFile.isPresent()) {
      out.printf(
          "%1$s is no option, because others on the machine can read a command line; give a file with %1$s-file, or - for standard input.%n",
          byFile.get());
      return;
    }
    out.println(
        option.map(name -> "Unknown option: '" + name + "'").orElseGet(() -> stray(problem)));
    UnmatchedArgumentException.printSuggestions(problem, out);
  }

  /** The name of the first option among what was not taken. */
  private static Optional<String> option(UnmatchedArgumentException problem) {
    return problem.getUnmatched().stream()
        .filter(argument -> argument.startsWith("-"))
        .map(argument -> argument.split("=", 2)[0])
        .findFirst();
  }

  private static Optional<Key<?>> secret(String option) {
    return Catalogue.KEYS.stream()
        .filter(key -> key.secret() && key.option().equals(option))
        .<Key<?>>map(key -> key)
        .findFirst();
  }

  /** True for a secret that the command takes from a file. */
  private static boolean takesFile(UnmatchedArgumentException problem, String option) {
    return problem.getCommandLine().getCommandSpec().findOption(option + "-file") != null;
  }

  /** At the program itself it is a command that was misspelt. */
  private static String stray(UnmatchedArgumentException problem) {
    return problem.getCommandLine().getParent() == null
        ? String.valueOf(problem.getMessage())
        : "An argument was given that belongs to no option.";
  }
}
