package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.svix.Svix;
import com.svix.SvixOptions;
import com.svix.api.MessageAttemptListByMsgOptions;
import com.svix.exceptions.ApiException;
import com.svix.models.ApplicationIn;
import com.svix.models.EventTypeIn;
import com.svix.models.MessageAttemptOut;
import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The official Java SDK, as it comes from its registry, against a server for the class; each test
 * has an application and a receiver of its own.
 */
abstract class JavaJudge {
  static final Duration SOON = Duration.ofSeconds(20);

  /** Where webhooks go that nobody waits for. */
  static final URI HOOK = URI.create("https://receiver.example.com/hook");

  private static RunningServer server;
  private static String token;

  final Receiver receiver = Receiver.start();
  final String app = fresh("app");
  Svix svix;

  @BeforeAll
  static void start() {
    server = new RunningServer();
    token = server.token("org_java");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void application() throws Exception {
    svix = client(token);
    svix.getApplication().create(new ApplicationIn().name("Shop").uid(app));
  }

  @AfterEach
  void leave() {
    receiver.close();
  }

  /** The SDK with this token. */
  static Svix client(String bearer) {
    SvixOptions options = new SvixOptions();
    options.setServerUrl(server.url().toString());
    return new Svix(bearer, options);
  }

  static URI serverUrl() {
    return server.url();
  }

  static String organisationToken() {
    return token;
  }

  /** A name that no other test has. */
  static String fresh(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  /** An event type of its own; returns its name. */
  final String eventType() throws Exception {
    String name = fresh("type");
    svix.getEventType().create(new EventTypeIn().name(name).description("of a test"));
    return name;
  }

  /** What the SDK says when the server refuses. */
  static ApiException refused(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  /** The attempts of a message as soon as there are as many, newest first. */
  final List<MessageAttemptOut> attempts(String message, int count) {
    MessageAttemptListByMsgOptions options = new MessageAttemptListByMsgOptions();
    options.setWithContent(true);
    return Awaitility.await()
        .atMost(SOON)
        .until(
            () -> svix.getMessageAttempt().listByMsg(app, message, options).getData(),
            all -> all.size() >= count);
  }

  final Received received(int number) throws InterruptedException {
    return receiver.awaitCount(number, SOON).get(number - 1);
  }

  /** What the SDK has no word for. */
  static HttpResponse<String> call(String method, String path, String body) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(server.url().resolve(path))
              .method(method, BodyPublishers.ofString(body))
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .build(),
          BodyHandlers.ofString());
    }
  }

  /**
   * Sends a message once more, by hand: the SDK's own method fails before it sends anything
   * ("method POST must have a request body"), in 1.99.1 as in 2.0.
   */
  static void resend(String app, String message, String endpoint) throws Exception {
    HttpResponse<String> answer =
        call(
            "POST",
            "/api/v1/app/%s/msg/%s/endpoint/%s/resend".formatted(app, message, endpoint),
            "");
    if (answer.statusCode() != 202) {
      throw new AssertionError("answered " + answer.statusCode() + ": " + answer.body());
    }
  }
}
