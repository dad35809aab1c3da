package dev.postrider.bench;

import java.io.IOException;

/** CPU time of a server and of its PostgreSQL since an instant, of all their processes. */
final class Spending {
  private final Server server;
  private long serverFrom;
  private long postgresFrom;

  private Spending(Server server) {
    this.server = server;
  }

  /** Counts from now on. */
  static Spending of(Server server) throws IOException {
    Spending spending = new Spending(server);
    spending.restart();
    return spending;
  }

  /** Counts from now on; also to be called when the server has been started again. */
  void restart() throws IOException {
    serverFrom = serverNow();
    postgresFrom = server.postmaster().cpu();
  }

  /** What each of so many deliveries has cost since then. */
  Phase.CpuMicros per(long deliveries) throws IOException {
    return Phase.CpuMicros.of(
        serverNow() - serverFrom, server.postmaster().cpu() - postgresFrom, deliveries);
  }

  private long serverNow() throws IOException {
    return ProcessFiles.cpu(server.child().pid()).map(ProcessFiles.Cpu::own).orElse(0L);
  }
}
