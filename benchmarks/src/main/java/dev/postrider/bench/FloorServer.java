package dev.postrider.bench;

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
import dev.postrider.sender.AddressRanges;
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
import java.nio.file.Path;
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
  private final int perApplication;
  private final List<Endpoint> endpoints;
  private final HttpSender sender;

  /**
   * How it is started.
   *
   * @param sinkPort the first port of the sink
   * @param certificate a PEM file of a certificate to trust; {@code -} for none
   */
  record Arguments(
      int port, int sinkPort, int applications, int endpoints, Hooks hooks, String certificate) {
    static final String NONE = "-";

    List<String> words() {
      return List.of(
          Integer.toString(port),
          Integer.toString(sinkPort),
          Integer.toString(applications),
          Integer.toString(endpoints),
          hooks.scheme(),
          Integer.toString(hooks.hosts()),
          Integer.toString(hooks.ports()),
          certificate);
    }

    private static Arguments of(String[] words) {
      return new Arguments(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          new Hooks(words[4], Integer.parseInt(words[5]), Integer.parseInt(words[6])),
          words[7]);
    }
  }

  private FloorServer(Arguments arguments) {
    this.perApplication = arguments.endpoints;
    this.endpoints =
        IntStream.range(0, arguments.applications * perApplication)
            .mapToObj(i -> endpoint(i, arguments))
            .toList();
    SenderConfig config =
        SenderConfig.standard("floor").withAllowed(AddressRanges.parse("127.0.0.0/8"));
    this.sender =
        new HttpSender(
            arguments.certificate.equals(Arguments.NONE)
                ? config
                : config.withTrustedCertificates(Path.of(arguments.certificate)),
            id -> Optional.of(endpoints.get((int) id.value() - 1)),
            _ -> PolicyOverrides.NONE,
            HostLookup.SYSTEM,
            clock);
  }

  /** Takes the words of {@link Arguments}. */
  public static void main(String[] words) {
    Arguments arguments = Arguments.of(words);
    FloorServer floor = new FloorServer(arguments);
    WebServer.builder()
        .host("127.0.0.1")
        .port(arguments.port)
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
    int application = Integer.parseInt(request.path().pathParameters().get("app"));
    byte[] body = body(request);
    for (int i = 0; i < perApplication; i++) {
      Endpoint endpoint = endpoints.get(application * perApplication + i);
      inFlight.acquire();
      attempts.execute(() -> attempt(endpoint, body));
    }
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

  private static Endpoint endpoint(int number, Arguments arguments) {
    Endpoint.Settings settings =
        Endpoint.Settings.of(arguments.hooks.url(number, arguments.sinkPort));
    return new Endpoint(
        new EndpointId(number + 1),
        number + 1,
        new ApplicationId(number / arguments.endpoints + 1),
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
