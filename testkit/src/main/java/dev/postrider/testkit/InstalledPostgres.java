package dev.postrider.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server of the PostgreSQL that the machine has installed. */
final class InstalledPostgres extends PostgresServer {
  private final Path bin;
  private final Path home;
  private final int port;

  InstalledPostgres(Path bin, Path parent) {
    this.bin = bin;
    try {
      this.home = Files.createTempDirectory(parent, "postrider-postgres");
      try (ServerSocket socket = new ServerSocket(0)) {
        this.port = socket.getLocalPort();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (root()) {
      Commands.run("chown", USER, home.toString());
    }
    runAsOwner(
        "initdb",
        "-D",
        dataDirectory().toString(),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync");
    start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(home)));
  }

  /** Where the binaries of this major version, or of any newer one, are. */
  static Optional<Path> find(int major) {
    List<Path> places = new ArrayList<>(List.of(Path.of("/usr/lib/postgresql/" + major + "/bin")));
    for (String entry : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      places.add(Path.of(entry));
    }
    return places.stream()
        .filter(p -> Files.isExecutable(p.resolve("initdb")))
        .filter(p -> p.startsWith("/usr/lib/postgresql") || version(p).contains(") " + major + "."))
        .findFirst();
  }

  private static String version(Path bin) {
    try {
      Process process = new ProcessBuilder(bin.resolve("initdb").toString(), "--version").start();
      return new String(
          process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  int port() {
    return port;
  }

  @Override
  Path dataDirectory() {
    return home.resolve("data");
  }

  @Override
  public void start() {
    runAsOwner(
        "pg_ctl",
        "start",
        "-w",
        "-D",
        dataDirectory().toString(),
        "-l",
        home.resolve("log").toString(),
        "-o",
        "-p %d -h 127.0.0.1 -k %s".formatted(port, home));
  }

  /** PostgreSQL refuses to run as root. */
  private void runAsOwner(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    Commands.run(command.toArray(String[]::new));
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }
}
