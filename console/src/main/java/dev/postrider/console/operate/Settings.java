package dev.postrider.console.operate;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where the organisation is told of what happens to its endpoints: its operational webhooks. */
public final class Settings {
  /** One webhook. */
  public record Row(
      String id, String url, List<String> events, boolean disabled, String failingSince) {
    static Row of(JsonNode endpoint) {
      return new Row(
          endpoint.path("id").asString(),
          endpoint.path("url").asString(),
          endpoint.path("eventTypes").valueStream().map(JsonNode::asString).toList(),
          endpoint.path("disabled").asBoolean(),
          endpoint.path("failingSince").asString(""));
    }
  }

  /**
   * What the page shows; the URL and what is picked as they were just sent.
   *
   * @param secret of the webhook whose secret was just asked for; empty for none
   */
  public record Model(
      String path,
      Listing<Row> list,
      List<String> events,
      List<String> picked,
      String url,
      String secret) {}

  private Settings() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/settings", visit -> page(visit, "", List.of()));
    screens.post("/settings/webhook", Settings::make);
    screens.post("/settings/webhook/{webhook}/secret", Settings::reveal);
    screens.post("/settings/webhook/{webhook}/delete", Settings::delete);
  }

  private static PageResult page(Visit visit, String secret, List<String> problems) {
    String iterator = visit.asked("iterator");
    Map<String, String> query = Map.of("limit", "50", "iterator", iterator);
    JsonNode list = visit.ask().get("/operational-webhook/endpoint", query).needed();
    Model things =
        new Model(
            visit.path("/settings"),
            Listing.of(list, Map.of(), iterator, Row::of),
            Alerts.EVENTS,
            visit.fields("event"),
            visit.field("url"),
            secret);
    return visit.page(visit.text("settings.title"), "settings.jte", things, problems);
  }

  private static PageResult make(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("url", visit.field("url"));
    List<String> events = visit.fields("event");
    if (!events.isEmpty()) {
      ArrayNode types = said.putArray("eventTypes");
      events.forEach(types::add);
    }
    ApiAnswer told = visit.ask().send("POST", "/operational-webhook/endpoint", said);
    return told.isGood() ? visit.to("/settings", "made") : page(visit, "", told.problems());
  }

  private static String webhook(Visit visit) {
    return "/operational-webhook/endpoint/" + Ask.step(visit.step("webhook"));
  }

  private static PageResult reveal(Visit visit) {
    ApiAnswer told = visit.ask().get(webhook(visit) + "/secret");
    return page(visit, told.body().path("key").asString(""), told.problems());
  }

  private static PageResult delete(Visit visit) {
    JsonNode endpoint = visit.ask().get(webhook(visit)).needed();
    if (!visit.field("confirm").equals(endpoint.path("url").asString())) {
      return page(visit, "", List.of(visit.text("endpoint.confirm.wrong")));
    }
    ApiAnswer told = visit.ask().send("DELETE", webhook(visit));
    return told.isGood() ? visit.to("/settings", "deleted") : page(visit, "", told.problems());
  }
}
