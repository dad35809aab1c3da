package dev.postrider.server;

import dev.postrider.server.observe.Logs;

/** The program. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    int exitCode = Commands.run(args);
    Logs.flush();
    System.exit(exitCode);
  }
}
