package dev.postrider.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options out of their bounds, before anything is started. */
record Bounds(@Nullable CommandSpec command) {

  void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw bad("%s: %s to %s, not %s".formatted(name, said(least), said(most), said(value)));
    }
  }

  /** What is to be thrown for an option that is wrong in another way. */
  RuntimeException bad(String message) {
    return command == null
        ? new IllegalArgumentException(message)
        : new ParameterException(command.commandLine(), message);
  }

  private static String said(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : Double.toString(value);
  }
}
