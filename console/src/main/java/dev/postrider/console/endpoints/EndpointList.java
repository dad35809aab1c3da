package dev.postrider.console.endpoints;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The endpoints of an application. */
public final class EndpointList {

  /** One of them. */
  public record Row(
      String id, String url, String description, boolean disabled, String failingSince) {
    static Row of(JsonNode endpoint) {
      return new Row(
          endpoint.path("id").asString(),
          endpoint.path("url").asString(),
          endpoint.path("description").asString(""),
          endpoint.path("disabled").asBoolean(),
          endpoint.path("failingSince").asString(""));
    }
  }

  /** What the page shows. */
  public record Model(String path, Listing<Row> list) {}

  private EndpointList() {}

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/endpoint", EndpointList::page);
  }

  private static PageResult page(Visit visit) {
    String path = visit.app() + "/endpoint";
    String id = visit.asked("id").strip();
    List<String> problems = List.of();
    if (!id.isEmpty()) {
      if (visit.ask().get(path + "/" + Ask.step(id)).isGood()) {
        return visit.to(path + "/" + Ask.step(id));
      }
      problems = List.of(visit.text("endpoints.noSuch"));
    }
    String iterator = visit.asked("iterator");
    JsonNode list = visit.ask().get(path, Map.of("limit", "50", "iterator", iterator)).needed();
    Model things = new Model(visit.path(path), Listing.of(list, Map.of(), iterator, Row::of));
    return visit.page(visit.text("endpoints.title"), "endpoints.jte", things, problems);
  }
}
