package dev.postrider.server;

import dev.postrider.server.config.Catalogue;
import dev.postrider.server.config.Key;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What to say of an argument that no command takes. An option is told by its name alone, because
 * what follows it may be a secret, and others read logs.
 *
 * @param option its name
 */
record UnknownArgument(Optional<String> option, UnmatchedArgumentException problem) {

  static UnknownArgument of(UnmatchedArgumentException problem) {
    return new UnknownArgument(
        problem.getUnmatched().stream()
            .filter(argument -> argument.startsWith("-"))
            .map(argument -> argument.split("=", 2)[0])
            .findFirst(),
        problem);
  }

  void tell(PrintWriter out) {
    Optional<Key<?>> secret = option.flatMap(UnknownArgument::secret);
    if (secret.isPresent()) {
      Key<?> key = secret.get();
      out.printf(
          "%s is no option, because others on the machine can read a command line; give it in the variable %s, or as %s in the configuration file.%n",
          key.option(), key.variable(), key.path());
      return;
    }
    out.println(option.map(name -> "Unknown option: '" + name + "'").orElseGet(this::stray));
    UnmatchedArgumentException.printSuggestions(problem, out);
  }

  /** At the program itself it is a command that was misspelt. */
  private String stray() {
    return problem.getCommandLine().getParent() == null
        ? String.valueOf(problem.getMessage())
        : "An argument was given that belongs to no option.";
  }

  private static Optional<Key<?>> secret(String option) {
    return Catalogue.KEYS.stream()
        .filter(key -> key.secret() && key.option().equals(option))
        .<Key<?>>map(key -> key)
        .findFirst();
  }
}
