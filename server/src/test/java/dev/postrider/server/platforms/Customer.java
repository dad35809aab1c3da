package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient;
import dev.postrider.server.ApiClient.Answer;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * One customer of a platform: an application with a webhook, and the receiver that it leads to.
 * Everything goes over HTTP, as the platform's services and the customer's server do it.
 */
final class Customer implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  private final TurnedServer server;
  private final String platform;
  final String application = "app-" + UUID.randomUUID();
  final Receiver receiver = Receiver.start();

  Customer(TurnedServer server, String platform) throws IOException, InterruptedException {
    this.server = server;
    this.platform = platform;
    receiver.answer(_ -> dev.postrider.testkit.Answer.status(200));
    String body =
        "{\"name\":\"%1$s\",\"uid\":\"%1$s\",\"platform\":\"%2$s\"}"
            .formatted(application, platform);
    api().post("/api/v1/app", body).require(201);
  }

  ApiClient api() {
    return server.api();
  }

  /** A webhook for these event types; for all when none is named. Returns its id. */
  String webhookAt(String url, String... types) throws IOException, InterruptedException {
    String filter =
        types.length == 0 ? "" : ",\"eventTypes\":[\"" + String.join("\",\"", types) + "\"]";
    return register("{\"url\":\"%s\"%s}".formatted(url, filter)).require(201).path("id").asString();
  }

  String webhook(String... types) throws IOException, InterruptedException {
    return webhookAt(receiver.url(), types);
  }

  Answer register(String body) throws IOException, InterruptedException {
    return api().post(path("/endpoint"), body);
  }

  /** Publishes the platform's own body, byte for byte. */
  Answer publish(byte[] body) throws IOException, InterruptedException {
    return api().post(path("/event"), body);
  }

  /** Publishes a sample and returns its bytes. */
  byte[] sample(String name) throws IOException, InterruptedException {
    byte[] body = bytes(name);
    publish(body).require(202);
    return body;
  }

  /** Publishes a sample under an id of its own, because of one id there is one message. */
  byte[] anew(String name) throws IOException, InterruptedException {
    byte[] body =
        new String(bytes(name), StandardCharsets.UTF_8)
            .replaceFirst("(\"id\": \")[^\"]*", "$1" + UUID.randomUUID())
            .getBytes(StandardCharsets.UTF_8);
    publish(body).require(202);
    return body;
  }

  /** The body is refused with a path that ends so, and nothing is stored. */
  void refused(String body, String member) throws IOException, InterruptedException {
    int before = api().all(path("/msg")).size();
    Answer answer = publish(body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("detail").valueStream())
        .as(answer.body().toString())
        .anyMatch(problem ->
            problem
                .path("loc")
                .toString()
                .endsWith(member.isEmpty() ? "]" : "\"" + member + "\"]"));
    assertThat(api().all(path("/msg"))).hasSize(before);
  }

  byte[] bytes(String name) {
    return Samples.body(platform, name);
  }

  List<Received> received(int count) throws InterruptedException {
    return receiver.awaitCount(count, SOON);
  }

  /** Waits until as many attempts are recorded for the endpoint, and returns them, oldest first. */
  List<JsonNode> attempts(String endpoint, int count) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> api().all(path("/attempt/endpoint/" + endpoint)), all -> all.size() >= count)
        .reversed();
  }

  JsonNode endpoint(String id) throws IOException, InterruptedException {
    return api().get(path("/endpoint/" + id)).require(200);
  }

  /** How long an answer may take. */
  String timeout(String endpoint) throws IOException, InterruptedException {
    return api()
        .get(path("/endpoint/" + endpoint + "/policy"))
        .require(200)
        .at("/effective/timeout")
        .asString();
  }

  boolean exists(String endpoint) throws IOException, InterruptedException {
    return api().get(path("/endpoint/" + endpoint)).status() == 200;
  }

  String path(String rest) {
    return "/api/v1/app/" + application + rest;
  }

  @Override
  public void close() {
    receiver.close();
  }
}
