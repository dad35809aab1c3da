package dev.postrider.console.messages;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.endpoints.EndpointChoice;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The messages of an application: by what they are and say, by where they stand, or by id. */
public final class Messages {
  /** The names that the page and the API have for what is asked for. */
  private static final List<String> FILTERS =
      List.of("search", "event_types", "channel", "tag", "after", "before");

  /** Where a message may stand at an endpoint, as the API numbers it. */
  private static final List<String> STATUSES = List.of("0", "1", "3", "2", "4");

  /** What the page shows; the filters as they were asked for. */
  public record Model(
      String path,
      Map<String, String> filters,
      EndpointChoice endpoints,
      List<String> statuses,
      Listing<MessageRow> list) {
    /** What was asked for by this name. */
    public String filter(String name) {
      return filters.getOrDefault(name, "");
    }
  }

  private Messages() {}

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/message", Messages::page);
  }

  private static PageResult page(Visit visit) {
    String id = visit.asked("id").strip();
    List<String> problems = new ArrayList<>();
    if (!id.isEmpty()) {
      if (visit.ask().get(visit.app() + "/msg/" + Ask.step(id)).isGood()) {
        return visit.to(visit.app() + "/message/" + Ask.step(id));
      }
      problems.add(visit.text("messages.noSuch"));
    }
    Map<String, String> asked = new LinkedHashMap<>();
    FILTERS.forEach(name -> asked.put(name, visit.asked(name).strip()));
    Map<String, String> query = new LinkedHashMap<>(asked);
    asked.put("endpoint", visit.asked("endpoint"));
    asked.put("status", visit.asked("status"));
    String iterator = visit.asked("iterator");
    query.put("limit", "50");
    query.put("with_content", "false");
    query.put("iterator", iterator);
    JsonNode list = list(visit, asked, query, problems);
    Model things =
        new Model(
            visit.path(visit.app() + "/message"),
            asked,
            EndpointChoice.of(visit, visit.asked("endpoint")),
            STATUSES,
            Listing.of(list, asked, iterator, MessageRow::of));
    return visit.page(visit.text("messages.title"), "messages.jte", things, problems);
  }

  /** A status is one of a delivery, so it is asked for at one endpoint. */
  private static JsonNode list(
      Visit visit, Map<String, String> asked, Map<String, String> query, List<String> problems) {
    String endpoint = asked.getOrDefault("endpoint", "");
    String status = asked.getOrDefault("status", "");
    if (endpoint.isEmpty() && !status.isEmpty()) {
      problems.add(visit.text("messages.statusAt"));
    }
    if (!endpoint.isEmpty()) {
      query.remove("search");
      query.put("status", status);
      if (!asked.getOrDefault("search", "").isEmpty()) {
        problems.add(visit.text("messages.searchAll"));
      }
    }
    if (!problems.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    ApiAnswer told =
        visit
            .ask()
            .get(
                visit.app()
                    + (endpoint.isEmpty() ? "" : "/endpoint/" + Ask.step(endpoint))
                    + "/msg",
                query);
    problems.addAll(told.problems());
    return told.isGood() ? told.body() : JsonNodeFactory.instance.objectNode();
  }
}
