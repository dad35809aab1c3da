package dev.postrider.bench;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures the floor alone. */
@Command(
    name = "floor",
    description =
        "The same load through the product's web server and HTTP client, with no storage between them.",
    mixinStandardHelpOptions = true)
final class FloorCommand implements Callable<Integer> {
  @Mixin private final LoadOptions options = new LoadOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    FloorReport report =
        FloorRun.measure(Installation.ofThisProgram(), options.checked(), options.recording());
    Figures.print(report, options.json());
    return 0;
  }
}
