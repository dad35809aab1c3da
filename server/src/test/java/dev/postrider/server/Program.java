package dev.postrider.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program as a process of its own, as its users run it. */
final class Program implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("listen(?:ing on|s at) (http://\\S+[0-9])");
  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final Duration LONGEST_RUN = Duration.ofSeconds(90);

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final Thread reader;

  private Program(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts it with these arguments; standard error is among the lines. */
  static Program run(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@jvm.options");
    command.add("-XX:AOTCache=" + QuickStart.CACHE);
    // It lives for seconds, in which the second compiler costs half and wins nothing.
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-jar", QuickStart.JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("POSTRIDER_"));
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  /** Runs {@code serve} with access to this machine's receivers, and returns when it listens. */
  static Program serve(Path data, String... more) throws Exception {
    return serve(Map.of(), data, more);
  }

  /** The same with these environment variables. */
  static Program serve(Map<String, String> environment, Path data, String... more)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("serve", "--data", data.toString(), "--port", "0", "--log-format", "text"));
    arguments.addAll(List.of("--allow-addresses", "127.0.0.0/8"));
    arguments.addAll(List.of(more));
    Program program = run(environment, arguments.toArray(String[]::new));
    program.url();
    return program;
  }

  /** The same on a database of one's own, with nothing on this machine's disk. */
  static Program serve(String databaseUrl, String jwtSecret) throws Exception {
    Program program =
        run(
            Map.of(
                "POSTRIDER_JWT_SECRET",
                jwtSecret,
                "POSTRIDER_KEYS_MASTER",
                TurnedServer.MASTER_KEY),
            "serve",
            "--database-url",
            databaseUrl,
            "--port",
            "0",
            "--log-format",
            "text",
            "--allow-addresses",
            "127.0.0.0/8");
    program.url();
    return program;
  }

  /** Where the API is; waits for it. */
  URI url() throws InterruptedException {
    try {
      return url.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException notStarted) {
      process.destroyForcibly();
      throw new AssertionError("not started:\n" + output(), notStarted);
    }
  }

  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  /** Waits for its end and returns its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("no end within " + LONGEST_RUN + ":\n" + output());
    }
    reader.join();
    return process.exitValue();
  }

  /** SIGTERM; through the handle, because {@link Process#destroy} closes the output too. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL, and returns when it is dead. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
        }
        Matcher matcher = LISTENING.matcher(line);
        if (matcher.find()) {
          url.complete(URI.create(matcher.group(1)));
        }
      }
    } catch (IOException gone) {
      // The process has ended.
    }
    url.completeExceptionally(new IOException("the program has ended"));
  }

  /** Ends it, in good order if it will. */
  @Override
  public void close() {
    process.toHandle().destroy();
    process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
