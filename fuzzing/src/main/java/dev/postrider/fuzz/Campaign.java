package dev.postrider.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of Jazzer, in a process of its own, because it instruments classes and ends its process
 * with the first finding.
 *
 * @param harness its name
 * @param limits how long it runs, as Jazzer says it
 * @param kept inputs to begin with; not written to
 * @param work where what it finds goes: inputs that reach further, findings, and its temporary
 *     files
 */
record Campaign(String harness, List<String> limits, Path kept, Path work) {
  private static final int LONGEST_INPUT = 16 * 1024;
  private static final int SLOWEST_SECONDS = 10;

  /** What a request may cost in memory is far below it. */
  private static final String HEAP = "-Xmx512m";

  /** What tells Jazzer how far an input reaches: our own code, and what parses requests for us. */
  private static final List<String> GUIDING =
      List.of(
          "dev.postrider.**",
          "io.helidon.common.buffers.**",
          "io.helidon.http.**",
          "io.helidon.webserver.http1.**");

  Campaign {
    limits = List.copyOf(limits);
  }

  /** Where the inputs go that broke something. */
  Path findings() {
    return work.resolve("findings").resolve(harness);
  }

  /** Starts it; its output goes where the caller says, and 0 says that nothing was found. */
  Process start(ProcessBuilder.Redirect output) throws IOException {
    Path found = work.resolve("corpus").resolve(harness);
    Files.createDirectories(found);
    Files.createDirectories(findings());
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of(
            HEAP,
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzTarget.class.getName(),
            "--target_args=" + harness,
            "--instrumentation_includes=" + String.join(":", GUIDING),
            // The patterns of a platform file are the operator's own.
            "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection",
            "--reproducer_path=" + findings(),
            "-artifact_prefix=" + findings() + "/",
            "-max_len=" + LONGEST_INPUT,
            "-timeout=" + SLOWEST_SECONDS));
    command.addAll(limits);
    command.add(found.toString());
    if (Files.isDirectory(kept)) {
      command.add(kept.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }
}
