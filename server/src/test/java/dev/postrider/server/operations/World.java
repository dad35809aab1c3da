package dev.postrider.server.operations;

import dev.postrider.server.RunningServer;
import dev.postrider.server.operations.Caller.Reply;
import dev.postrider.testkit.OpenApi.Operation;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * An organisation with one of everything that a path can speak of, made when it is first asked for.
 */
final class World {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Caller caller;
  private final Receiver receiver;
  private final Map<String, String> things = new HashMap<>();
  final String name = "w-" + UUID.randomUUID();
  final String token;

  World(RunningServer server, Caller caller, Receiver receiver) {
    this.caller = caller;
    this.receiver = receiver;
    this.token = server.token("org_" + name);
  }

  /** A maker of things may fail as HTTP may. */
  @FunctionalInterface
  private interface Maker {
    String make() throws IOException, InterruptedException;
  }

  private String once(String thing, Maker maker) {
    String known = things.get(thing);
    if (known == null) {
      try {
        known = maker.make();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      things.put(thing, known);
    }
    return known;
  }

  String app() {
    return once("app", () -> made("/app", "{\"name\":\"Shop\",\"uid\":\"" + name + "\"}"));
  }

  String endpoint() {
    return once(
        "endpoint",
        () -> made("/app/" + app() + "/endpoint", "{\"url\":\"" + receiver.url() + "\"}"));
  }

  String eventType() {
    return once(
        "type",
        () -> {
          made("/event-type", "{\"name\":\"" + name + "\",\"description\":\"of a test\"}");
          return name;
        });
  }

  /** A message that has arrived. */
  String message() {
    return once(
        "message",
        () -> {
          endpoint();
          return made("/app/" + app() + "/msg", "{\"eventType\":\"a\",\"payload\":{\"a\":1}}");
        });
  }

  String attempt() {
    return once(
        "attempt", () -> await("/app/" + app() + "/attempt/msg/" + message(), "/data/0/id"));
  }

  /** An endpoint of which the pulse tells. */
  String beat() {
    return once(
        "beat",
        () -> {
          String _ = attempt();
          return await("/app/" + app() + "/stats/endpoints", "/data/0/endpointId");
        });
  }

  /** What stands there as soon as something does. */
  private String await(String path, String pointer) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> get(path).json().at(pointer).asString(""), text -> !text.isEmpty());
  }

  /** A message for later, when it is known when. */
  String scheduled() {
    return once(
        "scheduled",
        () -> {
          endpoint();
          String body =
              "{\"eventType\":\"a\",\"payload\":{},\"deliverAt\":\"%s\"}"
                  .formatted(Instant.now().plus(Duration.ofDays(2)));
          String id = made("/app/" + app() + "/msg", body);
          await("/app/" + app() + "/msg/" + id + "/endpoint", "/data/0/nextAttempt");
          return id;
        });
  }

  /** A background task that has ended. */
  String task() {
    return once(
        "task",
        () -> {
          String id =
              made(
                  "/app/" + app() + "/endpoint/" + endpoint() + "/recover",
                  "{\"since\":\"%s\"}".formatted(Instant.now().minus(Duration.ofHours(1))));
          await("/background-task?status=finished", "/data/0/id");
          return id;
        });
  }

  /** A webhook of the organisation's own. */
  String operational() {
    return once(
        "operational",
        () -> made("/operational-webhook/endpoint", "{\"url\":\"" + receiver.url() + "\"}"));
  }

  /** A message that it was told. */
  String told() {
    return once(
        "told",
        () -> {
          operational();
          endpoint();
          return await("/operational-webhook/msg", "/data/0/id");
        });
  }

  String credential() {
    return once(
        "credential",
        () -> {
          made("/app/" + app() + "/credential", "{\"name\":\"" + name + "\"}");
          return name;
        });
  }

  /** A key of the organisation's; its id. */
  String key() {
    return once("key", () -> made("/api-key", "{\"name\":\"k\",\"permissions\":[\"read\"]}"));
  }

  /** The token of the application's portal. */
  String portal() {
    return once(
        "portal",
        () -> post("/auth/app-portal-access/" + app(), "{}").json().at("/token").asString());
  }

  /** An application whose platform keeps inboxes. */
  String inboxes() {
    return once("inboxes", () -> made("/app", "{\"name\":\"Inboxes\",\"platform\":\"yespo\"}"));
  }

  /** What the contact of that name has in the inbox. */
  String inboxMessage() {
    return once(
        "inboxMessage",
        () -> {
          String id = UUID.randomUUID().toString();
          made("/app/" + inboxes() + "/event", event(id));
          return id;
        });
  }

  static final String CONTACT = "Jan Novák";

  static String event(String id) {
    return """
    {"externalCustomerId":"%s","id":"%s","createdDate":1715000000000,"title":"T","content":"C"}\
    """
        .formatted(CONTACT, id);
  }

  private String made(String path, String body) throws IOException, InterruptedException {
    Reply reply = post(path, body);
    if (reply.status() >= 300) {
      throw new AssertionError(path + " answered " + reply);
    }
    return reply.json().path("id").asString("");
  }

  private Reply post(String path, String body) throws IOException, InterruptedException {
    return caller.send(
        "POST",
        "/api/v1" + path,
        body.getBytes(StandardCharsets.UTF_8),
        "application/json",
        "Authorization",
        "Bearer " + token);
  }

  private Reply get(String path) throws IOException, InterruptedException {
    return caller.send("GET", "/api/v1" + path, null, null, "Authorization", "Bearer " + token);
  }

  /** Where the call goes: its own values at the variables, or those of this world. */
  String target(Operation operation, Call call) {
    String path = operation.path();
    for (JsonNode parameter : operation.parameters()) {
      String variable = parameter.path("name").asString();
      if (path.contains("{" + variable + "}")) {
        String said = call.path().get(variable);
        path = path.replace("{" + variable + "}", encoded(said == null ? value(variable) : said));
      }
    }
    return path + call.query();
  }

  Reply send(Operation operation, Call call) throws IOException, InterruptedException {
    String body = call.body();
    return caller.send(
        operation.method(),
        target(operation, call),
        body == null ? null : body.getBytes(StandardCharsets.UTF_8),
        body == null ? null : "application/json",
        "Authorization",
        "Bearer " + bearer(call));
  }

  String bearer(Call call) {
    return call.token() == null ? token : call.token();
  }

  private String value(String variable) {
    return switch (variable) {
      case "app_id" -> app();
      case "endpoint_id" -> endpoint();
      case "msg_id" -> message();
      case "attempt_id" -> attempt();
      case "event_type_name" -> eventType();
      case "task_id" -> task();
      case "credential_name" -> credential();
      case "key_id" -> key();
      case "contact" -> CONTACT;
      case "inbox_message_id" -> inboxMessage();
      default -> throw new AssertionError("nothing is known to stand at {" + variable + "}");
    };
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** All that lists show of this organisation. */
  String shown() throws IOException, InterruptedException {
    Map<String, String> shown = new TreeMap<>();
    JsonNode apps = shown(shown, "/app");
    shown(shown, "/api-key");
    shown(shown, "/event-type?include_archived=true&with_content=true");
    for (JsonNode webhook : shown(shown, "/operational-webhook/endpoint").path("data")) {
      String one = "/operational-webhook/endpoint/" + webhook.path("id").asString();
      shown(shown, one + "/headers");
      shown(shown, one + "/secret");
    }
    for (JsonNode app : apps.path("data")) {
      String one = "/app/" + app.path("id").asString();
      shown(shown, one + "/credential");
      for (JsonNode endpoint : shown(shown, one + "/endpoint").path("data")) {
        String path = one + "/endpoint/" + endpoint.path("id").asString();
        shown(shown, path + "/headers");
        shown(shown, path + "/secret");
      }
      for (JsonNode message : shown(shown, one + "/msg").path("data")) {
        shown(shown, one + "/msg/" + message.path("id").asString() + "/endpoint");
      }
      if (app.path("platform").asString().equals("yespo")) {
        shown(shown, one + "/inbox/" + encoded(CONTACT) + "/message");
      }
    }
    return shown.toString();
  }

  private JsonNode shown(Map<String, String> shown, String path)
      throws IOException, InterruptedException {
    Reply reply = get(path);
    if (reply.status() != 200) {
      throw new AssertionError(path + " answered " + reply);
    }
    shown.put(path, reply.body());
    return reply.json();
  }

  /** Lets what is under way end, so that nothing changes by itself. */
  void settle() {
    if (things.containsKey("message")) {
      String _ = attempt();
    }
  }
}
