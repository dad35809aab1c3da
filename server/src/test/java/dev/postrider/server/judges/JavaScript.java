package dev.postrider.server.judges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The folder of the JavaScript judges, with what its lock file names installed. */
final class JavaScript {
  static final Path FOLDER = Path.of("..", "judges", "javascript");

  private static final Path LOCK = FOLDER.resolve("package-lock.json");

  /** What was installed last: written when all of it is there. */
  private static final Path INSTALLED = FOLDER.resolve("node_modules/.installed");

  private static final Duration LONGEST_INSTALL = Duration.ofMinutes(5);

  private JavaScript() {}

  /** The Node that the lock file names; installs it, and the SDKs, when that is not done yet. */
  static String node() throws IOException, InterruptedException {
    install();
    return FOLDER.resolve("node_modules/.bin/node").toRealPath().toString();
  }

  private static synchronized void install() throws IOException, InterruptedException {
    String lock = Files.readString(LOCK);
    if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(lock)) {
      return;
    }
    try (Run npm = npm()) {
      npm.succeed(LONGEST_INSTALL);
    }
    Files.writeString(INSTALLED, lock);
  }

  private static Run npm() {
    try {
      return new Run(
          FOLDER, Map.of(), List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    } catch (IOException none) {
      throw new AssertionError(
          "The official JavaScript SDKs are installed by npm, which is not on the PATH: install"
              + " Node.js with npm (Debian: apt-get install npm; or https://nodejs.org).",
          none);
    }
  }
}
