package dev.postrider.console.look;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All applications, and the form for another. */
public final class Applications {

  /** One application in a list. */
  public record Row(String id, String name, String uid, String platform, String created) {
    static Row of(JsonNode app) {
      return new Row(
          app.path("id").asString(),
          app.path("name").asString(),
          app.path("uid").asString(""),
          app.path("platform").asString(""),
          app.path("createdAt").asString());
    }
  }

  /** What the page shows; name, uid and platform as they were just sent. */
  public record Model(
      Listing<Row> list, List<Platform> platforms, String name, String uid, String platform) {}

  /** What an application may be of. */
  public record Platform(String name, String title) {}

  private Applications() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/app", visit -> page(visit, List.of()));
    screens.post("/app", Applications::make);
  }

  private static PageResult page(Visit visit, List<String> problems) {
    String id = visit.asked("id").strip();
    List<String> missing = List.of();
    if (!id.isEmpty()) {
      if (visit.ask().get("/app/" + Ask.step(id)).isGood()) {
        return visit.to("/app/" + Ask.step(id));
      }
      missing = List.of(visit.text("applications.noSuch"));
    }
    String iterator = visit.asked("iterator");
    JsonNode list = visit.ask().get("/app", Map.of("limit", "50", "iterator", iterator)).needed();
    List<Platform> platforms = new ArrayList<>();
    for (JsonNode one : visit.ask().get("/platform").needed().path("data")) {
      platforms.add(new Platform(one.path("name").asString(), one.path("title").asString()));
    }
    Model things =
        new Model(
            Listing.of(list, Map.of(), iterator, Row::of),
            platforms,
            visit.field("name"),
            visit.field("uid"),
            visit.field("platform"));
    return visit.page(
        visit.text("applications.title"),
        "applications.jte",
        things,
        problems.isEmpty() ? missing : problems);
  }

  private static PageResult make(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("name", visit.field("name"));
    said.put("platform", visit.field("platform"));
    if (!visit.field("uid").isEmpty()) {
      said.put("uid", visit.field("uid"));
    }
    ApiAnswer told = visit.ask().send("POST", "/app", said);
    return told.isGood()
        ? visit.to("/app/" + Ask.step(told.body().path("id").asString()))
        : page(visit, told.problems());
  }
}
