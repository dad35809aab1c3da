package dev.postrider.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.sender.AllowedAddresses;
import dev.postrider.sender.HostLookup;
import dev.postrider.sender.HttpSender;
import dev.postrider.sender.SenderConfig;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/**
 * The least that any webhook server on these libraries must do: take the request, check the token,
 * answer, sign, post.
 *
 * <p>No JSON is parsed, nothing is stored, nothing is dispatched; the difference to the product is
 * what those cost.
 */
final class FloorServer {
  /** As long as a real one, because its hash is taken with every request. */
  static final String TOKEN = "floor." + "t".repeat(200) + "." + "s".repeat(43);

  private static final byte[] PAYLOAD = "\"payload\":".getBytes(StandardCharsets.US_ASCII);
  private static final Duration RETENTION = Duration.ofDays(90);
  // Accept waits for sending here, since without a log there is nothing else that would slow it
  // down.
  private static final int IN_FLIGHT = 512;

  private final InstantSource clock = InstantSource.system();
  private final Keys keys = new Keys(clock, 0);
  private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] tokenHash = sha256("Bearer " + TOKEN);
  private final byte[] answer =
      ("{\"id\":\"" + "m".repeat(120) + "\"}").getBytes(StandardCharsets.US_ASCII);
  private final List<Endpoint> endpoints;
  private final HttpSender sender;

  private FloorServer(int sinkPort, int applications) {
    this.endpoints = IntStream.range(0, applications).mapToObj(i -> endpoint(i, sinkPort)).toList();
    this.sender =
        new HttpSender(
            SenderConfig.standard("floor").withAllowed(AllowedAddresses.parse("127.0.0.0/8")),
            id -> Optional.of(endpoints.get((int) id.value() - 1)),
            _ -> PolicyOverrides.NONE,
            HostLookup.SYSTEM,
            clock);
  }

  /** Arguments: the port to listen on, the port of the sink, how many applications there are. */
  public static void main(String[] arguments) {
    // Without a configuration, Logback would write every detail of every request.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    FloorServer floor =
        new FloorServer(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[0]))
        .featuresDiscoverServices(false)
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .routing(routing ->
            routing
                .get("/api/v1/health", (_, response) -> response.send())
                .post("/api/v1/app/{app}/msg", floor::accept))
        .build()
        .start();
  }

  private void accept(ServerRequest request, ServerResponse response) throws InterruptedException {
    String authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (!Arrays.equals(sha256(authorization), tokenHash)) {
      response.status(Status.UNAUTHORIZED_401).send();
      return;
    }
    Endpoint endpoint = endpoints.get(Integer.parseInt(request.path().pathParameters().get("app")));
    byte[] body = body(request);
    inFlight.acquire();
    attempts.execute(() -> attempt(endpoint, body));
    response.status(Status.ACCEPTED_202).header(HeaderValues.CONTENT_TYPE_JSON).send(answer);
  }

  private static byte[] body(ServerRequest request) {
    byte[] body = new byte[(int) request.headers().contentLength().orElseThrow()];
    try {
      if (request.content().inputStream().readNBytes(body, 0, body.length) == body.length) {
        return body;
      }
      throw new EOFException("the body ended early");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void attempt(Endpoint endpoint, byte[] body) {
    try {
      sender.send(endpoint, message(endpoint, body));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      inFlight.release();
    }
  }

  private Message message(Endpoint endpoint, byte[] body) {
    return new Message(
        new MessageId(keys.next()),
        endpoint.application(),
        "message.created",
        null,
        List.of(),
        null,
        Message.JSON,
        RETENTION,
        Payload.of(Arrays.copyOfRange(body, payloadAt(body), body.length - 1)));
  }

  private static int payloadAt(byte[] body) {
    for (int i = 0; i < body.length - PAYLOAD.length; i++) {
      if (body[i] == '"'
          && Arrays.equals(body, i, i + PAYLOAD.length, PAYLOAD, 0, PAYLOAD.length)) {
        return i + PAYLOAD.length;
      }
    }
    throw new IllegalArgumentException("a request without a payload");
  }

  private static Endpoint endpoint(int application, int sinkPort) {
    Endpoint.Settings settings = Endpoint.Settings.of(LoadShape.endpoint(application, sinkPort));
    return new Endpoint(
        new EndpointId(application + 1),
        application + 1,
        new ApplicationId(application + 1),
        1,
        Endpoint.Status.ENABLED,
        settings,
        List.of(new Secret("whsec_" + Base64.getEncoder().encodeToString(new byte[32]), null)),
        Policy.STANDARD,
        null,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
