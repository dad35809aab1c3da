package dev.postrider.server.listen;

import com.standardwebhooks.Webhook;
import dev.postrider.server.terminal.Ink;
import dev.postrider.testkit.TurnedClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver at a developer's desk that runs, with what it has printed. */
final class Desk implements AutoCloseable {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  static final Duration SOON = Duration.ofSeconds(20);

  final TurnedClock clock = new TurnedClock(NOW);
  final StringWriter printed = new StringWriter();
  final Store store;
  final Listening listening;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What differs from a receiver that answers 200 to everybody, in text. */
  record Wish(Judge judge, Plan plan, @Nullable String path, boolean json) {
    static Wish of(Judge judge) {
      return new Wish(judge, plan(200, 0), null, false);
    }

    static Plan plan(int status, int failures) {
      return new Plan(status, Duration.ZERO, failures);
    }

    Wish with(Plan other) {
      return new Wish(judge, other, path, json);
    }

    Wish at(String only) {
      return new Wish(judge, plan, only, json);
    }

    Wish inJson() {
      return new Wish(judge, plan, path, true);
    }
  }

  Desk(Path folder, Wish wish) {
    this.store = Store.open(folder);
    PrintWriter out = new PrintWriter(printed);
    Display display =
        wish.json()
            ? new JsonDisplay(out)
            : new TextDisplay(out, new Ink(false, false), ZoneOffset.UTC, folder);
    this.listening =
        Listening.start(
            "127.0.0.1",
            0,
            new ListenParts(
                wish.path(), wish.judge(), wish.plan(), store, display, clock, () -> {}));
  }

  /** Whoever knows the secret, by the clock of this receiver. */
  static Judge signatures() {
    return new Judge.Signatures(List.of(SECRET), () -> NOW);
  }

  static Map<String, String> signed(String body) {
    return signed(body, NOW.getEpochSecond());
  }

  /** The headers by which the official library signs. */
  static Map<String, String> signed(String body, long time) {
    try {
      return Map.of(
          "Webhook-Id",
          "msg_1",
          "webhook-timestamp",
          String.valueOf(time),
          "webhook-signature",
          new Webhook(SECRET).sign("msg_1", time, body));
    } catch (Exception refused) {
      throw new AssertionError(refused);
    }
  }

  int post(String target, String body, Map<String, String> headers) throws Exception {
    return post(target, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** The status that a POST is answered with. */
  int post(String target, byte[] body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listening.port() + target))
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  /** What these bytes are answered until the connection is closed. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.ofLiteral("127.0.0.1"), listening.port());
  }

  /** All that was printed, once this is there: an answer is sent before it is printed. */
  String printed(String text) {
    Awaitility.await().atMost(SOON).until(() -> printed.toString().contains(text));
    return printed.toString();
  }

  /** So many lines of JSON, once they are there. */
  List<JsonNode> lines(int count) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> printed.toString().chars().filter(c -> c == '\n').count() == count);
    return printed.toString().lines().map(JsonMapper.shared()::readTree).toList();
  }

  @Override
  public void close() {
    listening.close();
    client.close();
  }
}
