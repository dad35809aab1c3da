package dev.postrider.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the server again and again, and asks it from the first moment on to accept a message. */
final class StartupRun {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);
  private static final String APPLICATION = "{\"name\": \"first\", \"uid\": \"first\"}";
  private static final String MESSAGE =
      "{\"eventType\": \"started\", \"payload\": {\"sequence\": 1}}";

  private final Installation installation;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private StartupRun(Installation installation, InstantSource clock) {
    this.installation = installation;
    this.token = Token.of(Server.SECRET, clock);
  }

  /** Starts as often on new directories as on the last of these. */
  static StartupReport measure(Rig rig, int runs) throws IOException, InterruptedException {
    Installation installation = rig.installation();
    double before = Environment.loadAverage();
    StartupRun run = new StartupRun(installation, rig.clock());
    List<Double> fresh = new ArrayList<>();
    List<Double> initialised = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      Figures.progress("start %d of %d, on a new directory and again".formatted(i, runs));
      Path directory = installation.newRunDirectory();
      try {
        fresh.add(run.start(directory));
        initialised.add(run.start(directory));
      } finally {
        Server.remove(directory);
      }
    }
    return StartupReport.of(fresh, initialised, before, Environment.loadAverage());
  }

  /** Milliseconds until it has answered 202. */
  private double start(Path directory) throws IOException, InterruptedException {
    int port = Installation.freePort();
    List<String> arguments =
        List.of("--data", directory.resolve("data").toString(), "--port", "" + port);
    Child.Command command =
        new Child.Command(
            installation.serve(null, arguments),
            Map.of("POSTRIDER_JWT_SECRET", Server.SECRET),
            directory.resolve("server.log"),
            port);
    long started = System.nanoTime();
    try (Child child = Child.launch(command)) {
      while (!accepts(child)) {
        if (!child.alive() || System.nanoTime() - started > LONGEST.toNanos()) {
          throw new IOException("the server accepts no message:\n" + child.lastLines());
        }
        Thread.sleep(BETWEEN_TRIES);
      }
      return (System.nanoTime() - started) / 1e6;
    }
  }

  /** Posts a message; where there is no application yet, makes one first. */
  private boolean accepts(Child child) throws InterruptedException {
    try {
      int status = post(child, "/api/v1/app/first/msg", MESSAGE);
      if (status == 404 && post(child, "/api/v1/app", APPLICATION) == 201) {
        status = post(child, "/api/v1/app/first/msg", MESSAGE);
      }
      return status == 202;
    } catch (IOException notYet) {
      return false;
    }
  }

  private int post(Child child, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(child.base().resolve(path))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }
}
