package dev.postrider.console.catalogue;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.endpoints.EndpointChoice;
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

/**
 * The catalogue of events: those of an application's platform, from its file, and those that the
 * organisation has made. An example of one can be sent to an endpoint.
 */
public final class EventTypes {
  /** One event: as it is called, and what it looks like, as far as that is known. */
  public record Row(
      String name, String description, String schema, String example, boolean deprecated) {
    static Row of(JsonNode type) {
      JsonNode schemas = type.path("schemas");
      JsonNode schema = schemas.isObject() && !schemas.isEmpty() ? last(schemas) : schemas;
      return new Row(
          type.path("name").asString(),
          type.path("description").asString(""),
          pretty(schema),
          pretty(schema.path("examples").path(0)),
          type.path("deprecated").asBoolean());
    }

    static Row ofPlatform(JsonNode kind) {
      return new Row(
          kind.path("name").asString(),
          kind.path("description").asString(),
          pretty(kind.path("schema")),
          pretty(kind.path("example")),
          false);
    }

    private static JsonNode last(JsonNode schemas) {
      JsonNode last = JsonNodeFactory.instance.missingNode();
      for (JsonNode schema : schemas) {
        last = schema;
      }
      return last;
    }

    private static String pretty(JsonNode json) {
      return json.isObject() || json.isArray() ? json.toPrettyString() : "";
    }
  }

  /**
   * What the page shows.
   *
   * @param platform its title; empty when there is no application
   * @param choice where an example can be sent
   */
  public record Model(
      String path, String platform, List<Row> kinds, Listing<Row> list, EndpointChoice choice) {
    /** Those that are listed. */
    public List<EndpointChoice.Option> endpoints() {
      return choice.options();
    }
  }

  private EventTypes() {}

  /** Adds the page of the organisation. */
  public static void add(Screens screens) {
    screens.get(
        "/event-type",
        visit ->
            page(visit, "", List.of(), EndpointChoice.NONE, Map.of(), "/event-type", List.of()));
  }

  /** Adds the page of an application. */
  public static void addOwn(Screens screens) {
    screens.get("/app/{app}/event-type", visit -> own(visit, List.of()));
    screens.post("/app/{app}/event-type/{type}/example", EventTypes::send);
  }

  private static PageResult own(Visit visit, List<String> problems) {
    JsonNode platform = visit.ask().get(visit.app() + "/event-catalogue").needed();
    List<Row> kinds = new ArrayList<>();
    platform.path("data").forEach(kind -> kinds.add(Row.ofPlatform(kind)));
    String asked = visit.asked("endpoint");
    String chosen = asked.isEmpty() ? visit.field("endpoint") : asked;
    String title = platform.path("title").asString();
    return page(
        visit,
        title,
        kinds,
        EndpointChoice.of(visit, chosen),
        Map.of("endpoint", chosen),
        visit.app() + "/event-type",
        problems);
  }

  private static PageResult page(
      Visit visit,
      String platform,
      List<Row> kinds,
      EndpointChoice choice,
      Map<String, String> asked,
      String path,
      List<String> problems) {
    String iterator = visit.asked("iterator");
    Map<String, String> query =
        Map.of("limit", "100", "with_content", "true", "iterator", iterator);
    JsonNode list = visit.ask().get("/event-type", query).needed();
    Model things =
        new Model(
            visit.path(path), platform, kinds, Listing.of(list, asked, iterator, Row::of), choice);
    return visit.page(visit.text("eventTypes.title"), "eventTypes.jte", things, problems);
  }

  private static PageResult send(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("eventType", visit.step("type"));
    String endpoint = visit.app() + "/endpoint/" + Ask.step(visit.field("endpoint"));
    ApiAnswer told = visit.ask().send("POST", endpoint + "/send-example", said);
    return told.isGood()
        ? visit.to(
            visit.app() + "/message/" + Ask.step(told.body().path("id").asString()), "example")
        : own(visit, told.problems());
  }
}
