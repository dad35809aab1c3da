package dev.postrider.bench;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times the hot pieces one by one. */
@Command(
    name = "jmh",
    description =
        "The hot pieces alone, by JMH: signing, routing, envelope, JSON slice, lanes. Nanoseconds and bytes that one operation takes.",
    mixinStandardHelpOptions = true)
final class JmhCommand extends Measurement {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only those whose name has this regular expression in it, such as Lane.")
  private String pattern = "";

  @Option(names = "--forks", description = "Processes for each; defaults to ${DEFAULT-VALUE}.")
  private int forks = 1;

  @Option(
      names = "--iterations",
      description = "To warm up, and as many again that count; defaults to ${DEFAULT-VALUE}.")
  private int iterations = 3;

  @Option(
      names = "--millis",
      description = "The length of an iteration; defaults to ${DEFAULT-VALUE}.")
  private int millis = 1_000;

  @Override
  void check(Bounds bounds) {
    bounds.within("--forks", forks, 1, 100);
    // The error of a mean needs three.
    bounds.within("--iterations", iterations, 3, 1_000);
    bounds.within("--millis", millis, 10, 600_000);
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException wrong) {
      throw bounds.bad("PATTERN: " + wrong.getDescription());
    }
  }

  @Override
  JmhReport measure() throws RunnerException {
    try {
      return new JmhRun(pattern, forks, iterations, millis).measure();
    } catch (NoBenchmarksException none) {
      throw bounds().bad("PATTERN: no piece is called like %s".formatted(pattern));
    }
  }
}
