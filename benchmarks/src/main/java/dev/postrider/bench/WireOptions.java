package dev.postrider.bench;

import picocli.CommandLine.Option;

/** What is sent, and over how many connections. */
final class WireOptions {
  @Option(names = "--size", description = "Bytes of a payload; defaults to ${DEFAULT-VALUE}.")
  private int size = 1024;

  @Option(
      names = "--connections",
      description = "Connections that carry the load; defaults to ${DEFAULT-VALUE}.")
  private int connections = 128;

  @Option(names = "--seed", description = "Seed of the payloads; defaults to ${DEFAULT-VALUE}.")
  private long seed = 1;

  void check(Bounds bounds) {
    bounds.within("--size", size, Payloads.SMALLEST, 1_000_000);
    bounds.within("--connections", connections, 1, 10_000);
  }

  int size() {
    return size;
  }

  /** Messages one by one, each to the endpoint of one of so many applications. */
  LoadShape shape(int applications) {
    return LoadShape.of(applications, size, connections).withSeed(seed);
  }
}
