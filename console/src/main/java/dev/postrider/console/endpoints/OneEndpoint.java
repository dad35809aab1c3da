package dev.postrider.console.endpoints;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Told;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One endpoint: what it asks for, how it fares, and what can be done with it. */
public final class OneEndpoint {

  /** One of its newest attempts. */
  public record Attempt(String message, String status, int code, long millis, String at) {}

  /**
   * What the page shows.
   *
   * @param secret empty until somebody asks to see it
   */
  public record Things(
      String path,
      String app,
      String id,
      String url,
      String description,
      boolean disabled,
      String failingSince,
      List<String> types,
      List<String> channels,
      String created,
      long delivered,
      long waiting,
      long failed,
      List<Attempt> attempts,
      String secret,
      List<String> problems) {}

  private OneEndpoint() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}";
    screens.get(path, visit -> page(visit, "", List.of()));
    screens.post(path + "/secret", OneEndpoint::reveal);
    screens.post(path + "/secret/rotate", visit -> done(visit, rotate(visit)));
    screens.post(path + "/disabled", OneEndpoint::disable);
    screens.post(path + "/delete", OneEndpoint::delete);
  }

  private static String app(Visit visit) {
    return "/app/" + Ask.step(visit.step("app"));
  }

  private static String at(Visit visit) {
    return app(visit) + "/endpoint/" + Ask.step(visit.step("endpoint"));
  }

  private static Shown page(Visit visit, String secret, List<String> problems) {
    Ask ask = visit.ask();
    JsonNode endpoint = ask.get(at(visit)).needed();
    JsonNode stats = ask.get(at(visit) + "/stats").needed();
    String id = endpoint.path("id").asString();
    List<Attempt> attempts = new ArrayList<>();
    ask.get(
            app(visit) + "/attempt/endpoint/" + id,
            Map.of("limit", "20", "with_content", "false", "expanded_statuses", "true"))
        .needed()
        .path("data")
        .forEach(attempt -> attempts.add(attempt(attempt)));
    Things things =
        new Things(
            visit.face().path() + at(visit),
            visit.face().path() + app(visit),
            id,
            endpoint.path("url").asString(),
            endpoint.path("description").asString(""),
            endpoint.path("disabled").asBoolean(),
            endpoint.path("failingSince").asString(""),
            texts(endpoint.path("filterTypes")),
            texts(endpoint.path("channels")),
            endpoint.path("createdAt").asString(),
            stats.path("success").asLong(),
            stats.path("pending").asLong() + stats.path("sending").asLong(),
            stats.path("fail").asLong(),
            attempts,
            secret,
            problems);
    String title = visit.words().text("endpoint.title");
    return problems.isEmpty()
        ? Shown.page(title, "endpoint.jte", things)
        : Shown.again(title, "endpoint.jte", things);
  }

  private static Attempt attempt(JsonNode attempt) {
    return new Attempt(
        attempt.path("msgId").asString(),
        attempt.path("statusText").asString(),
        attempt.path("responseStatusCode").asInt(),
        attempt.path("responseDurationMs").asLong(),
        attempt.path("timestamp").asString());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }

  private static Shown reveal(Visit visit) {
    Told told = visit.ask().get(at(visit) + "/secret");
    return told.isGood()
        ? page(visit, told.body().path("key").asString(), List.of())
        : page(visit, "", told.problems());
  }

  private static Told rotate(Visit visit) {
    return visit
        .ask()
        .send("POST", at(visit) + "/secret/rotate", JsonNodeFactory.instance.objectNode());
  }

  private static Shown disable(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("disabled", visit.field("disabled").equals("true"));
    return done(visit, visit.ask().send("PATCH", at(visit), said));
  }

  /** Whoever deletes has to write the endpoint's URL, so that it is no slip of the hand. */
  private static Shown delete(Visit visit) {
    JsonNode endpoint = visit.ask().get(at(visit)).needed();
    if (!visit.field("confirm").equals(endpoint.path("url").asString())) {
      return page(visit, "", List.of(visit.words().text("endpoint.confirm.wrong")));
    }
    Told told = visit.ask().send("DELETE", at(visit));
    return told.isGood()
        ? new Shown.Elsewhere(visit.face().path() + app(visit) + "/endpoint")
        : page(visit, "", told.problems());
  }

  private static Shown done(Visit visit, Told told) {
    return told.isGood()
        ? new Shown.Elsewhere(visit.face().path() + at(visit))
        : page(visit, "", told.problems());
  }
}
