package dev.postrider.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fuzzes for as long as one likes: {@code ./fuzz NAME --minutes M}. */
@Command(
    name = "fuzz",
    description =
        "Tries inputs that nobody thought of on one harness, or on all in turn; each stops at the"
            + " first that breaks something.",
    footer = "The harnesses: ${harnesses}.",
    mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      defaultValue = Harnesses.EVERY,
      description = "The harness; all in turn when none is named.")
  private String name = Harnesses.EVERY;

  @Option(
      names = "--minutes",
      description = "How long for each harness; defaults to ${DEFAULT-VALUE}.")
  private int minutes = 5;

  @Option(names = "--module", required = true, hidden = true)
  private Path module = Path.of(".");

  public static void main(String[] args) {
    // The description asks for it by this name.
    System.setProperty("harnesses", String.join(", ", Harnesses.names()));
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> names = name.equals(Harnesses.EVERY) ? Harnesses.names() : List.of(name);
    if (!Harnesses.names().containsAll(names) || minutes < 1) {
      System.err.println(
          "There are the harnesses "
              + String.join(", ", Harnesses.names())
              + "; a minute at least.");
      return 2;
    }
    int found = 0;
    for (String harness : names) {
      Campaign campaign =
          new Campaign(
              harness,
              List.of("-max_total_time=" + minutes * 60),
              module.resolve("src/test/resources/corpus").resolve(harness),
              module.resolve("target/fuzz"));
      System.out.println("== " + harness);
      if (campaign.start(ProcessBuilder.Redirect.INHERIT).waitFor() != 0) {
        found++;
        System.out.println(
            "== %s: found something; its input is in %s. Mend the fault, and keep the input in %s."
                .formatted(harness, campaign.findings(), campaign.kept()));
      }
    }
    return found == 0 ? 0 : 1;
  }
}
