package dev.postrider.console.look;

import dev.postrider.console.page.Listing;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The catalogue of event types, with schema and examples as far as they are known. */
public final class EventTypes {

  /** One of them. */
  public record Row(String name, String description, String schema) {
    static Row of(JsonNode type) {
      JsonNode schemas = type.path("schemas");
      return new Row(
          type.path("name").asString(),
          type.path("description").asString(""),
          schemas.isObject() && !schemas.isEmpty() ? schemas.toPrettyString() : "");
    }
  }

  /** What the page shows. */
  public record Things(Listing<Row> list) {}

  private EventTypes() {}

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/event-type", EventTypes::page);
  }

  private static Shown page(Visit visit) {
    String iterator = visit.asked("iterator");
    JsonNode list =
        visit
            .ask()
            .get(
                "/event-type", Map.of("limit", "100", "with_content", "true", "iterator", iterator))
            .needed();
    return Shown.page(
        visit.words().text("eventTypes.title"),
        "eventTypes.jte",
        new Things(Listing.of(list, Map.of(), iterator, Row::of)));
  }
}
