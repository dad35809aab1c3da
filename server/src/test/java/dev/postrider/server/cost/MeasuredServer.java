package dev.postrider.server.cost;

import ch.qos.logback.classic.Level;
import com.sun.management.ThreadMXBean;
import dev.postrider.server.ApiClient;
import dev.postrider.server.TurnedServer;
import dev.postrider.server.observe.Logs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A whole server in a JVM of its own, where nothing else allocates.
 *
 * <p>Its clock stands still, so nothing happens but what messages bring about. Its compiler is the
 * simple one: the other leaves out allocations, more of them the longer it has watched, and what is
 * counted would hang on how far it has come.
 */
final class MeasuredServer implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final URI url;
  private final String token;

  /** Starts it on the database at this JDBC URL. */
  MeasuredServer(String database) throws IOException {
    this.process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@jvm.options",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MeasuredServer.class.getName(),
                    database))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.url = URI.create(line());
    this.token = line();
  }

  private String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the measured server has ended; its log says why");
    }
    return line;
  }

  URI url() {
    return url;
  }

  ApiClient api() {
    return new ApiClient(url, token);
  }

  /** What all its threads together have allocated since its start, those that ended included. */
  long allocatedBytes() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    return Long.parseLong(line());
  }

  /** Ends it. */
  @Override
  public void close() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).close();
    process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  /** The process: says where it is, then a number for each line, until there are no more. */
  public static void main(String[] arguments) throws IOException {
    // Whoever logs to standard output shall not be taken for an answer.
    PrintStream answers = System.out;
    System.setOut(System.err);
    Logs.configure(new Logs.LogConfig(Logs.Format.TEXT, Level.INFO));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var settings =
        Map.of(
            "sender.connectionsPerHost", "1000",
            "journal.acceptTimeout", "60s",
            "database.statementTimeout", "60s");
    try (var server = new TurnedServer(arguments[0], settings);
        var questions =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      answers.println(server.url());
      answers.println(server.token());
      while (questions.readLine() != null) {
        answers.println(threads.getTotalThreadAllocatedBytes());
      }
    }
  }
}
