package dev.postrider.server.console;

import dev.postrider.server.ApiClient;
import dev.postrider.server.RunningServer;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A server with something on each of its pages, all of it called by one text. */
final class Furnished implements AutoCloseable {
  /** Nowhere can it be broken. */
  private static final String LONG = "0123456789abcdef".repeat(8);

  private final RunningServer server = new RunningServer();
  private final String token = server.token("org_furnished");
  private final ApiClient api = new ApiClient(server.url(), token);
  private final Receiver good = Receiver.start();
  private final Receiver bad = Receiver.start();
  private final String message;

  /** Everything that somebody can name has this text for a name. */
  Furnished(String text) throws IOException, InterruptedException {
    bad.answer(_ -> Answer.status(500, text));
    String named = object("name", text).put("uid", "first").put("platform", "comm100").toString();
    api.post("/api/v1/app", named).require(201);
    api.post("/api/v1/app", object("name", text + "2").put("uid", "other").toString()).require(201);
    ObjectNode type = object("name", "own.type").put("description", text);
    type.putObject("schemas").putObject("1").put("description", text);
    api.post("/api/v1/event-type", type.toString()).require(201);
    endpoint("good", good, text);
    endpoint("bad", bad, text);
    ObjectNode published = object("eventType", "own.type").put("eventId", "event-1");
    published.put("orderingKey", start(text, 60));
    published.putObject("payload").put("said", text);
    this.message =
        api.post("/api/v1/app/first/msg", published.toString()).require(202).path("id").asString();
    ObjectNode key = object("name", text);
    key.putArray("permissions").add("read");
    api.post("/api/v1/api-key", key.toString()).require(201);
    String hook = object("url", good.url()).put("description", text).toString();
    api.post("/api/v1/operational-webhook/endpoint", hook).require(201);
    good.awaitCount(1, Duration.ofSeconds(15));
    bad.awaitCount(1, Duration.ofSeconds(15));
  }

  private void endpoint(String uid, Receiver receiver, String text)
      throws IOException, InterruptedException {
    String url = receiver.url("127.0.0.1", "/hook/" + LONG);
    ObjectNode endpoint = object("url", url).put("uid", uid).put("description", text);
    endpoint.putObject("headers").put("X-Tenant", ascii(text));
    endpoint.putObject("metadata").put("said", text);
    endpoint.putObject("filter").put("at", "/said").put("equals", text);
    endpoint
        .putObject("authentication")
        .putObject("basic")
        .put("username", start(text.replace(":", ""), 250))
        .put("password", "correct horse");
    api.post("/api/v1/app/first/endpoint", endpoint.toString()).require(201);
  }

  private static String start(String text, int most) {
    return text.substring(0, Math.min(text.length(), most));
  }

  /** Headers have no other characters. */
  private static String ascii(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  static ObjectNode object(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  RunningServer server() {
    return server;
  }

  /** How many requests the receiver has taken that answers them. */
  int arrived() {
    return good.received().size();
  }

  ApiClient api() {
    return api;
  }

  String token() {
    return token;
  }

  /** A link to the portal of the first application. */
  String portalLink(String body) throws IOException, InterruptedException {
    return portalLink("first", body);
  }

  /** A link to the portal of this application. */
  String portalLink(String app, String body) throws IOException, InterruptedException {
    return api.post("/api/v1/auth/app-portal-access/" + app, body)
        .require(200)
        .path("url")
        .asString();
  }

  /** A task that sends again what has failed; its id. */
  String task() throws IOException, InterruptedException {
    String body = JsonMapper.shared().writeValueAsString(Map.of("since", "2026-11-30T00:00:00Z"));
    return api.post("/api/v1/app/first/endpoint/bad/recover", body)
        .require(202)
        .path("id")
        .asString();
  }

  /** The paths of all pages below that of the console, each with a name. */
  Map<String, String> pages(String task) {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("everything", "/overview");
    pages.put("applications", "/app");
    pages.put("event-types", "/event-type");
    pages.put("tasks", "/task");
    pages.put("task", "/task/" + task);
    pages.put("own-task", "/app/first/task/" + task);
    pages.put("api-keys", "/api-key");
    pages.put("audit-log", "/audit-log");
    pages.put("alerts", "/alert");
    pages.put("settings", "/settings");
    pages.putAll(ownPages("first"));
    pages.put("application-settings", "/app/first/settings");
    return pages;
  }

  /** Those of one application. */
  Map<String, String> ownPages(String app) {
    String path = "/app/" + app;
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", path);
    pages.put("endpoints", path + "/endpoint");
    pages.put("new-endpoint", path + "/new-endpoint");
    pages.put("endpoint", path + "/endpoint/bad");
    for (String tab :
        new String[] {"edit", "headers", "authentication", "policy", "filter", "replay"}) {
      pages.put("endpoint-" + tab, path + "/endpoint/bad/" + tab);
    }
    pages.put("messages", path + "/message");
    pages.put("message", path + "/message/" + message);
    pages.put("live", path + "/live");
    pages.put("catalogue", path + "/event-type");
    pages.put("application-alerts", path + "/alert");
    return pages;
  }

  @Override
  public void close() {
    good.close();
    bad.close();
    api.close();
    server.close();
  }
}
