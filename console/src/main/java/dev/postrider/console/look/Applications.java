package dev.postrider.console.look;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Told;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All applications, and the form for another. */
public final class Applications {
  private static final String TEMPLATE = "applications.jte";

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

  /** What the page shows; name and uid as they were just sent. */
  public record Things(Listing<Row> list, String name, String uid, List<String> problems) {}

  private Applications() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/app", visit -> page(visit, List.of()));
    screens.post("/app", Applications::make);
  }

  private static Shown page(Visit visit, List<String> problems) {
    String iterator = visit.asked("iterator");
    JsonNode list = visit.ask().get("/app", Map.of("limit", "50", "iterator", iterator)).needed();
    Things things =
        new Things(
            Listing.of(list, Map.of(), iterator, Row::of),
            visit.field("name"),
            visit.field("uid"),
            problems);
    String title = visit.words().text("applications.title");
    return problems.isEmpty()
        ? Shown.page(title, TEMPLATE, things)
        : Shown.again(title, TEMPLATE, things);
  }

  private static Shown make(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("name", visit.field("name"));
    if (!visit.field("uid").isEmpty()) {
      said.put("uid", visit.field("uid"));
    }
    Told told = visit.ask().send("POST", "/app", said);
    return told.isGood()
        ? new Shown.Elsewhere(
            visit.face().path() + "/app/" + Ask.step(told.body().path("id").asString()))
        : page(visit, told.problems());
  }
}
