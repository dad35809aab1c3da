package dev.postrider.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that shape a load; the same for every benchmark. */
final class LoadOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--seconds",
      description = "Length of a measurement; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--warmup",
      description = "Seconds of load before a measurement begins; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 20;

  @Option(
      names = "--applications",
      description = "Applications with one endpoint each; defaults to ${DEFAULT-VALUE}.")
  private int applications = 100;

  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(
      names = "--connections",
      description = "Connections that carry the load; defaults to ${DEFAULT-VALUE}.")
  private int connections = 128;

  @Option(
      names = "--failures",
      description =
          "Share of messages whose first attempt is answered 500; defaults to ${DEFAULT-VALUE}.")
  private double failures;

  @Option(
      names = "--lanes",
      arity = "0..1",
      fallbackValue = "1000",
      description =
          "Messages carry ordering keys, so many different ones; ${FALLBACK-VALUE} when no number is given.")
  private int lanes;

  @Option(names = "--batch", description = "Messages in one request; defaults to ${DEFAULT-VALUE}.")
  private int batch = 1;

  @Option(names = "--seed", description = "Seed of the payloads; defaults to ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--jfr", description = "Where a flight recording of the server goes.")
  private @Nullable Path recording;

  @Option(names = "--json", description = "Print one JSON document instead of a table.")
  private boolean json;

  /** Refuses values out of bounds; to be called before anything is started. */
  LoadOptions checked() {
    within("--seconds", seconds, 1, 3_600);
    within("--warmup", warmup, 0, 600);
    within("--applications", applications, 1, 60_000);
    within("--size", size, Payloads.SMALLEST, 1_000_000);
    within("--connections", connections, 1, 10_000);
    within("--batch", batch, 1, 1_000);
    within("--size times --batch", size * batch, 1, 1_900_000);
    within("--lanes", lanes, 0, Stamp.MOST_TRACKS);
    if (lanes > 0) {
      within("--lanes", lanes, applications, Stamp.MOST_TRACKS);
    }
    if (!(failures >= 0 && failures <= 1)) {
      throw bad("--failures: 0 to 1, not " + failures);
    }
    return this;
  }

  private void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw bad(name + ": " + least + " to " + most + ", not " + value);
    }
  }

  private RuntimeException bad(String message) {
    return command == null
        ? new IllegalArgumentException(message)
        : new ParameterException(command.commandLine(), message);
  }

  Duration seconds() {
    return Duration.ofSeconds(seconds);
  }

  Duration warmup() {
    return Duration.ofSeconds(warmup);
  }

  boolean json() {
    return json;
  }

  @Nullable Path recording() {
    return recording;
  }

  LoadShape shape() {
    return new LoadShape(applications, size, connections, failures, lanes, seed, batch);
  }
}
