package dev.postrider.server.operational;

import dev.postrider.server.ApiClient;
import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation of its own that listens to operational webhooks, with one application and its
 * receiver.
 */
final class Desk implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);
  private static final String OPERATIONAL = "/api/v1/operational-webhook";

  private final TurnedServer server;
  private final String organisation = "org_" + UUID.randomUUID();
  private ApiClient api;
  final Receiver receiver = Receiver.start();
  final Receiver told = Receiver.start();
  final String uid = "shop-" + UUID.randomUUID();
  final String app;

  Desk(TurnedServer server) throws IOException, InterruptedException {
    this.server = server;
    this.api = server.api(organisation);
    this.app =
        api.post("/api/v1/app", "{\"name\":\"Shop\",\"uid\":\"%s\"}".formatted(uid))
            .require(201)
            .path("id")
            .asString();
  }

  ApiClient api() {
    return api;
  }

  void restart() {
    api.close();
    server.restart();
    api = server.api(organisation);
  }

  String path(String rest) {
    return "/api/v1/app/" + app + rest;
  }

  static String operational(String rest) {
    return OPERATIONAL + rest;
  }

  /** An operational webhook at the receiver, with more members when given; its id. */
  String listen(String more) throws IOException, InterruptedException {
    return api.post(operational("/endpoint"), at(told, more)).require(201).path("id").asString();
  }

  /** A webhook of the application, with more members when given; its id. */
  String webhook(String more) throws IOException, InterruptedException {
    return api.post(path("/endpoint"), at(receiver, more)).require(201).path("id").asString();
  }

  private static String at(Receiver receiver, String more) {
    return "{\"url\":\"%s\"%s}".formatted(receiver.url(), more);
  }

  String message(String more) throws IOException, InterruptedException {
    return api.post(path("/msg"), "{\"eventType\":\"a\",\"payload\":{}" + more + "}")
        .require(202)
        .path("id")
        .asString();
  }

  /** The attempts of a message as soon as there are so many, oldest first. */
  List<JsonNode> attempts(String message, int count) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> api.all(path("/attempt/msg/" + message)), all -> all.size() >= count)
        .reversed();
  }

  /** What was told so far, in the order of the log, as soon as it is so much. */
  List<JsonNode> told(int count) {
    return Awaitility.await().atMost(SOON).until(this::told, all -> all.size() >= count).reversed();
  }

  private List<JsonNode> told() throws IOException, InterruptedException {
    return api.get(operational("/msg?limit=250"))
        .require(200)
        .path("data")
        .valueStream()
        .map(m -> m.path("payload"))
        .toList();
  }

  /** What the receiver got, each once, as soon as it is so much. */
  Set<JsonNode> received(int count) {
    return Awaitility.await().atMost(SOON).until(this::received, all -> all.size() >= count);
  }

  private Set<JsonNode> received() {
    Set<JsonNode> bodies = new HashSet<>();
    for (Received request : told.received()) {
      bodies.add(json(request.body().text()));
    }
    return bodies;
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  /** The body that tells of an endpoint, with more members when given. */
  JsonNode ofEndpoint(String type, String endpoint, String uid, String more) {
    return json(
        """
        {"type":"%s","data":{"appId":"%s","appUid":"%s","endpointId":"%s","endpointUid":%s%s}}
        """
            .formatted(type, app, this.uid, endpoint, uid, more));
  }

  /** The body that tells of an attempt. */
  JsonNode ofAttempt(String type, String eventId, JsonNode attempt) {
    return json(
        """
        {"type":"%s","data":{"appId":"%s","appUid":"%s","msgId":"%s","msgEventId":%s,
         "endpointId":"%s",
         "lastAttempt":{"id":"%s","responseStatusCode":%d,"timestamp":"%s"}}}
        """
            .formatted(
                type,
                app,
                uid,
                attempt.path("msgId").asString(),
                eventId,
                attempt.path("endpointId").asString(),
                attempt.path("id").asString(),
                attempt.path("responseStatusCode").asInt(),
                attempt.path("timestamp").asString()));
  }

  @Override
  public void close() {
    api.close();
    receiver.close();
    told.close();
  }
}
