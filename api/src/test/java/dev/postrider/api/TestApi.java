package dev.postrider.api;

import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Cancel;
import dev.postrider.dispatch.Resend;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.platforms.PolicyText;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.pulse.Load;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.MemoryAlerts;
import dev.postrider.testkit.MemoryApiKeys;
import dev.postrider.testkit.MemoryAuditLog;
import dev.postrider.testkit.MemoryContactTokens;
import dev.postrider.testkit.MemoryDirectory;
import dev.postrider.testkit.MemoryHistory;
import dev.postrider.testkit.MemoryIdempotencyKeys;
import dev.postrider.testkit.MemoryLog;
import dev.postrider.testkit.MemoryPortalSessions;
import dev.postrider.testkit.MemoryPulse;
import dev.postrider.testkit.MemoryReplays;
import dev.postrider.testkit.MemoryTasks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real server on a real port, over edges in memory, and a caller with a token. */
final class TestApi implements AutoCloseable {
  static final String SECRET = "a secret that is long enough to sign with";

  /** Tests that show garbage do it from one address. */
  static final DoorConfig DOOR =
      new DoorConfig(
          null,
          false,
          0,
          Set.of(),
          DoorConfig.DEFAULTS.caller(),
          DoorConfig.DEFAULTS.organisation(),
          ClientAddress.PEER,
          0);

  static final ApiConfig CONFIG =
      new ApiConfig(
          "127.0.0.1",
          0,
          64 * 1024,
          256 * 1024,
          512,
          64,
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          ApiConfig.DEFAULTS.urls(),
          ApiConfig.DEFAULTS.comm100Calls(),
          null,
          DOOR);

  /** The same with another door. */
  static ApiConfig with(DoorConfig door) {
    return with(CONFIG.urls(), door);
  }

  /** The same with other rules of URLs. */
  static ApiConfig with(UrlRules urls) {
    return with(urls, DOOR);
  }

  private static ApiConfig with(UrlRules urls, DoorConfig door) {
    ApiConfig c = CONFIG;
    return new ApiConfig(
        c.host(),
        c.port(),
        c.bodyLimit(),
        c.bodiesBytes(),
        c.maxConnections(),
        c.maxRequests(),
        c.requestTimeout(),
        c.idleTimeout(),
        c.gracePeriod(),
        urls,
        c.comm100Calls(),
        c.portal(),
        door);
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

  static {
    SERVER_LOG.setLevel(Level.WARNING);
  }

  /** What came back. */
  record Reply(int status, String text, HttpResponse<String> http) {
    JsonNode json() {
      return JSON.readTree(text);
    }

    String at(String pointer) {
      return json().at(pointer).asString();
    }
  }

  final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00.123456Z"));
  final Keys keys = new Keys(now::get, 0);
  final MemoryDirectory directory = new MemoryDirectory(now::get, keys, Contracts.STANDARD);
  final MemoryLog log = new MemoryLog(now::get, keys);
  final MemoryHistory history = new MemoryHistory(log, now::get, keys);
  final MemoryTasks tasks = new MemoryTasks(keys, now::get);
  volatile Load load = new Load(0, 0, 0, 0, 0, 0, null, false, true);
  final MemoryPulse pulse = new MemoryPulse(_ -> Tokens.DEFAULT_ORGANISATION);
  final MemoryIdempotencyKeys idempotencyKeys = new MemoryIdempotencyKeys(now::get);
  final MemoryApiKeys apiKeys = new MemoryApiKeys(keys);
  final List<String> resent = Collections.synchronizedList(new ArrayList<>());
  final Tokens tokens = new Tokens(SECRET, now::get);
  final Api api;
  private final HttpClient client = HttpClient.newHttpClient();
  String token = tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1));

  TestApi() {
    this(CONFIG);
  }

  TestApi(ApiConfig config) {
    Resend resend =
        (endpoint, message) -> {
          resent.add(endpoint.id() + " " + message);
          return resendable;
        };
    api =
        new Api(
            new ApiParts(
                directory,
                new MemoryPortalSessions(directory, now::get),
                apiKeys,
                new MemoryAuditLog(keys),
                idempotencyKeys,
                Contracts.STANDARD,
                new PolicyText(PolicyBounds.DEFAULT),
                log,
                history,
                log.inbox(),
                new MemoryContactTokens(directory, now::get),
                resend,
                this::cancel,
                () -> false,
                tasks,
                new MemoryReplays(log, history),
                new MemoryAlerts(),
                true,
                pulse,
                () -> load,
                tokens,
                now::get,
                new SecureRandom()),
            config,
            (routing, _) -> routing.get("/elsewhere", (_, response) -> response.send("beside")));
    api.start();
  }

  volatile boolean resendable = true;

  /** What cancelling comes to; null when it is not durable in time. */
  volatile Cancel.@Nullable Result cancels = Cancel.Result.CANCELLED;

  private Map<EndpointId, Cancel.Result> cancel(MessageId message, Collection<Endpoint> at) {
    Map<EndpointId, Cancel.Result> results = new HashMap<>();
    Cancel.Result result = cancels;
    if (result != null) {
      at.forEach(endpoint -> results.put(endpoint.id(), result));
    }
    return results;
  }

  Reply get(String path) {
    return call("GET", path, null);
  }

  Reply post(String path, String body) {
    return call("POST", path, body);
  }

  Reply put(String path, String body) {
    return call("PUT", path, body);
  }

  Reply patch(String path, String body) {
    return call("PATCH", path, body);
  }

  Reply delete(String path) {
    return call("DELETE", path, null);
  }

  Reply call(String method, String path, @Nullable String body, String... headers) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    return send(
        method,
        path,
        bytes == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes),
        headers);
  }

  Reply send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/api/v1" + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + token)
            .method(method, body);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      Documented.judge(method, "/api/v1" + path, response);
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An application; its id. */
  String application() {
    return post("/app", "{\"name\":\"shop\"}").at("/id");
  }

  /** An endpoint of it; its id. */
  String endpoint(String application) {
    return post("/app/" + application + "/endpoint", "{\"url\":\"https://example.com/hook\"}")
        .at("/id");
  }

  /** What the last accepted message looks like in the log. */
  Routed last() {
    return log.entries().getLast();
  }

  @Override
  public void close() {
    api.stop();
    client.close();
  }
}
