package dev.postrider.examples;

import com.standardwebhooks.Webhook;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * An example as {@code ./examples/run} starts it: a process, what it prints, and how it answers.
 */
final class Example implements AutoCloseable {
  private static final String SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String OTHER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String LISTENING = "Webhooks are taken at ";
  private static final Duration SOON = Duration.ofMinutes(2);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Process process;
  private final Thread reader;
  private final HttpClient client = HttpClient.newHttpClient();

  private Example(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /** Starts it in a directory of its own, and returns when it listens. */
  static Example run(Path directory, String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of("..", "run").toRealPath().toString());
    command.add(name);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("WEBHOOK_SECRET", SECRET);
    Example example = new Example(builder.start());
    try {
      example.says(LISTENING);
    } catch (RuntimeException | Error notStarted) {
      example.process.destroyForcibly();
      throw notStarted;
    }
    return example;
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("The output broke: " + e);
    }
  }

  /** Waits for a line that contains this. */
  void says(String words) {
    Awaitility.await()
        .atMost(SOON)
        .failFast(
            "it ended before it said " + words,
            () -> {
              if (!process.isAlive() && reader.join(SOON)) {
                throw new IllegalStateException(String.join("\n", lines));
              }
            })
        .until(() -> lines.stream().anyMatch(line -> line.contains(words)));
  }

  /** The status of the answer to a webhook that Standard Webhooks' own library signs. */
  int send(String id, String body) throws Exception {
    return send(SECRET, id, body);
  }

  /** The same of somebody who does not have the secret. */
  int forge(String id, String body) throws Exception {
    return send(OTHER_SECRET, id, body);
  }

  private int send(String secret, String id, String body) throws Exception {
    long now = Instant.now().getEpochSecond();
    HttpRequest request =
        HttpRequest.newBuilder(url())
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now))
            .header("webhook-signature", new Webhook(secret).sign(id, now, body))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private URI url() {
    return lines.stream()
        .filter(line -> line.startsWith(LISTENING))
        .map(line -> URI.create(line.substring(LISTENING.length())))
        .findFirst()
        .orElseThrow();
  }

  /** Stops it, as Ctrl-C does, and returns all that it has printed of webhooks. */
  List<String> stopped() throws InterruptedException {
    // Through the handle, because Process.destroy closes the output too.
    process.toHandle().destroy();
    if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It did not stop:\n" + String.join("\n", lines));
    }
    reader.join();
    return lines.stream().filter(line -> !line.startsWith(LISTENING)).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
