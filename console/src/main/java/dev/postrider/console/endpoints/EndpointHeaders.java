package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The headers that an endpoint adds to its requests. */
public final class EndpointHeaders {

  /**
   * One of them.
   *
   * @param hidden whether its value is nobody's to read
   */
  public record Header(String name, String value, boolean hidden) {}

  /** What the page shows; name and value as they were just sent. */
  public record Model(Head head, List<Header> headers, String name, String value) {}

  private EndpointHeaders() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}/headers";
    screens.get(path, visit -> page(visit, List.of()));
    screens.post(path, EndpointHeaders::set);
    screens.post(path + "/remove", EndpointHeaders::remove);
  }

  private static PageResult page(Visit visit, List<String> problems) {
    JsonNode told = visit.ask().get(visit.endpoint() + "/headers").needed();
    List<Header> headers = new ArrayList<>();
    told.path("headers")
        .forEachEntry((name, value) -> headers.add(new Header(name, value.asString(), false)));
    told.path("sensitive").forEach(name -> headers.add(new Header(name.asString(), "", true)));
    Model things =
        new Model(Head.of(visit, "/headers"), headers, visit.field("name"), visit.field("value"));
    return visit.page(visit.text("endpoint.tab.headers"), "endpointHeaders.jte", things, problems);
  }

  private static PageResult set(Visit visit) {
    return patched(visit, JsonNodeFactory.instance.stringNode(visit.field("value")));
  }

  private static PageResult remove(Visit visit) {
    return patched(visit, JsonNodeFactory.instance.nullNode());
  }

  private static PageResult patched(Visit visit, JsonNode value) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.putObject("headers").set(visit.field("name"), value);
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint() + "/headers", said);
    return told.isGood()
        ? visit.to(visit.endpoint() + "/headers", "saved")
        : page(visit, told.problems());
  }
}
