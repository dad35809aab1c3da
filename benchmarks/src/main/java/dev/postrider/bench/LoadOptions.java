package dev.postrider.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    Bounds bounds = new Bounds(command);
    bounds.within("--seconds", seconds, 1, 3_600);
    bounds.within("--warmup", warmup, 0, 600);
    bounds.within("--applications", applications, 1, 60_000);
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    bounds.within("--connections", connections, 1, 10_000);
    bounds.within("--batch", batch, 1, 1_000);
    bounds.within("--size times --batch", size * batch, 1, 1_900_000);
    bounds.within("--lanes", lanes, 0, Stamp.MOST_TRACKS);
    if (lanes > 0) {
      bounds.within("--lanes", lanes, applications, Stamp.MOST_TRACKS);
    }
    bounds.within("--failures", failures, 0, 1);
    return this;
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
