package dev.postrider.server.judges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folder of the JavaScript judges: installs what its lock file names, and runs it. */
final class JavaScript {
  private static final Path FOLDER = Path.of("..", "judges", "javascript");
  private static final Path LOCK = FOLDER.resolve("package-lock.json");

  /** What was installed last: written when all of it is there. */
  private static final Path INSTALLED = FOLDER.resolve("node_modules/.installed");

  private static final Duration LONGEST_INSTALL = Duration.ofMinutes(5);
  private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

  private JavaScript() {}

  /** Runs Node there, with these variables and arguments. */
  static Run node(Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    install();
    List<String> command = new ArrayList<>();
    command.add(FOLDER.resolve("node_modules/.bin/node").toRealPath().toString());
    command.addAll(arguments);
    return Run.of(FOLDER, environment, LONGEST_RUN, command);
  }

  /** Does nothing when it was done already; both SDKs and Node come at the versions of the lock. */
  private static synchronized void install() throws IOException, InterruptedException {
    String lock = Files.readString(LOCK);
    if (Files.exists(INSTALLED) && Files.readString(INSTALLED).equals(lock)) {
      return;
    }
    npm(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
        .require("npm ci in " + FOLDER.toRealPath());
    Files.writeString(INSTALLED, lock);
  }

  private static Run npm(List<String> command) throws InterruptedException {
    try {
      return Run.of(FOLDER, Map.of(), LONGEST_INSTALL, command);
    } catch (IOException none) {
      throw new AssertionError(
          "The official JavaScript SDKs are installed by npm, which is not on the PATH: install"
              + " Node.js with npm (Debian: apt-get install npm; or https://nodejs.org).",
          none);
    }
  }
}
