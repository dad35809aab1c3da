package dev.postrider.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options out of their bounds, before anything is started. */
record Bounds(@Nullable CommandSpec command) {

  void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      String given = value == Math.rint(value) ? "%.0f".formatted(value) : "" + value;
      String message = "%s: %.0f to %.0f, not %s".formatted(name, least, most, given);
      throw command == null
          ? new IllegalArgumentException(message)
          : new ParameterException(command.commandLine(), message);
    }
  }
}
