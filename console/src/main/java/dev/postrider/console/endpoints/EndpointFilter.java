package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.page.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which payloads an endpoint asks for, and a place to try that out. */
public final class EndpointFilter {
  /** The largest payload, in characters, that is put into the form. */
  private static final int LONGEST = 16_384;

  /** What became of one condition. */
  public record Condition(String at, String expected, String found, boolean holds) {
    static Condition of(JsonNode why) {
      String type = why.path("foundType").asString();
      return new Condition(
          why.path("at").asString(why.path("condition").asString("")),
          why.path("expected").toString(),
          why.has("found") ? why.path("found").toString() : type,
          why.path("result").asBoolean());
    }
  }

  /** What came of trying. */
  public record Tried(boolean matches, List<Condition> why) {}

  /**
   * What the page shows; filter and payload as they were just sent.
   *
   * @param tried empty as long as nothing was tried
   */
  public record Model(Head head, String filter, String payload, Optional<Tried> tried) {}

  private EndpointFilter() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}/filter";
    screens.get(path, EndpointFilter::stored);
    screens.post(path, EndpointFilter::change);
    screens.post(path + "/try", EndpointFilter::tried);
  }

  private static PageResult stored(Visit visit) {
    JsonNode endpoint = visit.ask().get(visit.endpoint()).needed();
    Model things =
        new Model(
            Head.of(visit, endpoint, "/filter"),
            Written.shown(endpoint.path("filter")),
            newest(visit, endpoint.path("id").asString()),
            Optional.empty());
    return page(visit, things, List.of());
  }

  /**
   * What an endpoint has got lately is the best thing to try a filter with. There is none when
   * nothing was sent, for who may see no messages, and when it is large: it stands in the form by
   * which the filter is saved, and would be sent back each time.
   */
  private static String newest(Visit visit, String endpoint) {
    String path = visit.app() + "/endpoint/" + endpoint + "/msg";
    ApiAnswer told = visit.ask().get(path, Map.of("limit", "1"));
    String shown = Written.shown(told.body().path("data").path(0).path("payload"));
    return shown.length() > LONGEST ? "" : shown;
  }

  private static PageResult page(Visit visit, Model things, List<String> problems) {
    return visit.page(visit.text("endpoint.tab.filter"), "endpointFilter.jte", things, problems);
  }

  private static PageResult again(Visit visit, Optional<Tried> tried, List<String> problems) {
    Model things =
        new Model(Head.of(visit, "/filter"), visit.field("filter"), visit.field("payload"), tried);
    return page(visit, things, problems);
  }

  private static PageResult change(Visit visit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (!put(visit, body, "filter")) {
      return again(visit, Optional.empty(), List.of(visit.text("problem.json")));
    }
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint(), body);
    return told.isGood()
        ? visit.to(visit.endpoint() + "/filter", "saved")
        : again(visit, Optional.empty(), told.problems());
  }

  private static PageResult tried(Visit visit) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (!put(visit, body, "filter") || !put(visit, body, "payload")) {
      return again(visit, Optional.empty(), List.of(visit.text("problem.json")));
    }
    ApiAnswer told = visit.ask().send("POST", visit.endpoint() + "/filter/test", body);
    if (!told.isGood()) {
      return again(visit, Optional.empty(), told.problems());
    }
    List<Condition> why = new ArrayList<>();
    told.body().path("why").forEach(one -> why.add(Condition.of(one)));
    Tried came = new Tried(told.body().path("matches").asBoolean(), why);
    return again(visit, Optional.of(came), List.of());
  }

  /** Nothing is said as null; false when it is no JSON. */
  private static boolean put(Visit visit, ObjectNode body, String name) {
    String said = visit.field(name);
    if (said.isEmpty()) {
      body.putNull(name);
      return true;
    }
    Optional<JsonNode> json = Written.read(said);
    json.ifPresent(value -> body.set(name, value));
    return json.isPresent();
  }
}
