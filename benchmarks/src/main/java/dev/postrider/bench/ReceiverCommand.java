package dev.postrider.bench;

import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the library for those who receive webhooks: how soon it answers, and how many. */
@Command(
    name = "receiver",
    description =
        "An inbox behind the JDK's web server: answer times, durable webhooks a second, a backlog, and kills. The exit code is 1 when one was lost. Targets that were missed are printed, and do not change it: they hold for a quiet machine.",
    mixinStandardHelpOptions = true)
final class ReceiverCommand extends Measurement {

  @Option(
      names = "--seconds",
      description = "Length of each measurement; defaults to ${DEFAULT-VALUE}.")
  private int seconds = 20;

  @Option(
      names = "--warmup",
      description = "Seconds of load before a measurement begins; defaults to ${DEFAULT-VALUE}.")
  private int warmup = 10;

  @Option(
      names = "--rate",
      description = "Webhooks a second of the paced phase; defaults to ${DEFAULT-VALUE}.")
  private int rate = 2_000;

  @Option(
      names = "--backlog",
      description = "How many webhooks wait; defaults to ${DEFAULT-VALUE}.")
  private int backlog = 500_000;

  @Option(
      names = "--kills",
      description = "How often the receiver is killed under load; defaults to ${DEFAULT-VALUE}.")
  private int kills = 5;

  @Option(
      names = "--connections",
      description = "Connections that carry the load; defaults to ${DEFAULT-VALUE}.")
  private int connections = 256;

  @Override
  void check(Bounds bounds) {
    bounds.within("--seconds", seconds, 1, 300);
    bounds.within("--warmup", warmup, 0, 60);
    bounds.within("--rate", rate, 1, 50_000);
    bounds.within("--backlog", backlog, 1, 10_000_000);
    bounds.within("--kills", kills, 0, 100);
    bounds.within("--connections", connections, 1, 1_000);
  }

  @Override
  ReceiverReport measure() throws IOException, InterruptedException {
    return ReceiverRun.measure(
        Rig.here(),
        new ReceiverRun.Plan(
            Duration.ofSeconds(warmup),
            Duration.ofSeconds(seconds),
            rate,
            backlog,
            kills,
            connections));
  }
}
