package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.history.History;

/**
 * Says whether the server can work, in the words of Svix's three parts; queue and cache live in
 * this process.
 */
final class Health {
  private final History history;

  Health(History history) {
    this.history = history;
  }

  Answer report(Request request) {
    boolean healthy = history.healthy();
    JsonWriter json = new JsonWriter().beginObject();
    part(json, "database", healthy);
    part(json, "queue", true);
    part(json, "cache", true);
    return Answer.json(healthy ? 200 : 500, json.endObject());
  }

  /** The process answers, whatever the database does. */
  Answer ping(Request request) {
    return Answer.noContent();
  }

  /**
   * Svix's server sends the jobs again that its queue gave up. There is no such queue here: a
   * delivery is settled or will be tried, so there is never anything to do.
   */
  Answer redrive(Request request) {
    return Answer.noContent();
  }

  private static void part(JsonWriter json, String name, boolean ok) {
    json.name(name).beginObject();
    json.name("status").value(ok ? "ok" : "error");
    json.endObject();
  }
}
