package dev.postrider.server.messages;

import dev.postrider.server.ApiClient;
import dev.postrider.server.ApiClient.Answer;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An application of one's own with a receiver, as a service and its customer have them. */
final class Shop implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  private final TurnedServer server;
  final String id = "shop-" + UUID.randomUUID();
  final Receiver receiver = Receiver.start();

  Shop(TurnedServer server) throws IOException, InterruptedException {
    this.server = server;
    api().post("/api/v1/app", "{\"name\":\"%1$s\",\"uid\":\"%1$s\"}".formatted(id)).require(201);
  }

  ApiClient api() {
    return server.api();
  }

  String path(String rest) {
    return "/api/v1/app/" + id + rest;
  }

  /** A webhook at the receiver, with more members when given; its id. */
  String webhook(String more) throws IOException, InterruptedException {
    return api()
        .post(path("/endpoint"), "{\"url\":\"%s\"%s}".formatted(receiver.url(), more))
        .require(201)
        .path("id")
        .asString();
  }

  /** Publishes what must be taken; its id. */
  String message(String members) throws IOException, InterruptedException {
    return publish(members).require(202).path("id").asString();
  }

  Answer publish(String members) throws IOException, InterruptedException {
    return api().post(path("/msg"), "{\"eventType\":\"a\"," + members + "}");
  }

  JsonNode get(String rest) throws IOException, InterruptedException {
    return api().get(path(rest)).require(200);
  }

  List<Received> received(int count) throws InterruptedException {
    return receiver.awaitCount(count, SOON);
  }

  /** The attempts of a message as soon as there are so many, oldest first. */
  List<JsonNode> attempts(String message, int count) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> api().all(path("/attempt/msg/" + message)), all -> all.size() >= count)
        .reversed();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
