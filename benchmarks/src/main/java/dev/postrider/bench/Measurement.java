package dev.postrider.bench;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A subcommand that measures: refuses options out of their bounds, measures, shows the report, and
 * ends with 1 when a promise was broken. Targets that were missed are shown and change nothing,
 * because they hold for a quiet machine.
 */
abstract class Measurement implements Callable<Integer> {
  @Spec private @Nullable CommandSpec command;
  @Mixin private final Output output = new Output();

  /** Refuses options; called before anything is started. */
  abstract void check(Bounds bounds);

  abstract Figures.Report measure() throws Exception;

  @Override
  public final Integer call() throws Exception {
    check(bounds());
    Figures.Report report = measure();
    output.show(command == null ? "run" : command.name(), report);
    return report.kept() ? 0 : 1;
  }

  Bounds bounds() {
    return new Bounds(command);
  }
}
