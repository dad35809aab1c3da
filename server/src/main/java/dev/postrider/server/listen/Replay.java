package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import dev.postrider.server.listen.Arrival.Header;
import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sends a webhook again, with its method, its headers and its exact bytes, and never elsewhere. */
public final class Replay {
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
  private static final int LARGEST_ANSWER = 64 << 10;

  /** Those of one connection (RFC 9110, section 7.6.1), and those that the new one makes itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "host",
          "content-length",
          "expect");

  private static final int LARGEST_PORT = 65_535;

  private final URI to;
  private final Duration longest;

  private Replay(URI to, Duration longest) {
    this.to = to;
    this.longest = longest;
  }

  /** What was answered, its body as far as it is shown. */
  public record Answer(
      int status, Duration took, Map<String, List<String>> headers, Payload body) {}

  /** For an http or https URL. */
  public static Replay to(String url) {
    return to(url, LONGEST_ANSWER);
  }

  /** The same, for an answer that may take so long, to its end. */
  static Replay to(String url, Duration longest) {
    try {
      URI uri = URI.create(url);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      if ((http || https)
          && uri.getHost() != null
          && uri.getPort() <= LARGEST_PORT
          && uri.getRawUserInfo() == null) {
        return new Replay(uri, longest);
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below, in our words: it may hold a password.
    }
    throw Complaint.usage(
        "--to must be an http or https URL without user and password, such as http://localhost:8080/hook.");
  }

  /** Sends it; a redirect is an answer, because what is signed for one place goes to no other. */
  public Answer send(Arrival arrival) throws InterruptedException {
    long start = System.nanoTime();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .build()) {
      // The limit of a request ends with the headers of its answer, and bodies may drip for ever.
      Executor late = CompletableFuture.delayedExecutor(longest.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture<Void> deadline = CompletableFuture.runAsync(client::shutdownNow, late);
      HttpResponse<InputStream> response =
          client.send(request(arrival), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        Payload body = Payload.of(in.readNBytes(LARGEST_ANSWER));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        return new Answer(response.statusCode(), took, response.headers().map(), body);
      } finally {
        deadline.cancel(false);
        client.shutdownNow();
      }
    } catch (IOException unreachable) {
      throw Complaint.failure(
          "%s does not answer (%s); is your program running there?"
              .formatted(place(), unreachable.getClass().getSimpleName()));
    }
  }

  /** Without its path and query, which may hold a secret. */
  public String place() {
    return to.getScheme() + "://" + to.getRawAuthority();
  }

  private HttpRequest request(Arrival arrival) {
    HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(longest);
    try {
      request.method(
          arrival.method(),
          arrival.body().size() == 0
              ? BodyPublishers.noBody()
              : BodyPublishers.ofByteArray(arrival.body().bytes()));
      Set<String> left = left(arrival);
      for (Header header : arrival.headers()) {
        if (!left.contains(header.key())) {
          request.header(header.name(), header.value());
        }
      }
    } catch (IllegalArgumentException unsendable) {
      throw Complaint.failure(
          "This webhook has a method or a header that cannot be sent: %s."
              .formatted(unsendable.getClass().getSimpleName()));
    }
    return request.build();
  }

  /** What is left out: those of the connection, which names more of them itself. */
  private static Set<String> left(Arrival arrival) {
    Set<String> left = new HashSet<>(OF_THE_CONNECTION);
    arrival.all("connection").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .forEach(left::add);
    return left;
  }
}
