package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.page.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** By which rules an endpoint is delivered to, and those that it has of its own. */
public final class EndpointPolicy {

  /**
   * One rule.
   *
   * @param own whether it is the endpoint's own and not its platform's
   */
  public record Rule(String name, String value, boolean own) {}

  /** What the page shows; the overrides as they were just sent, or those of a preset. */
  public record Model(
      Head head, List<Rule> rules, List<Preset> presets, String overrides, String bounds) {}

  private EndpointPolicy() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}/policy";
    screens.get(path, visit -> page(visit, Optional.empty(), List.of()));
    screens.post(path, EndpointPolicy::change);
  }

  private static PageResult page(Visit visit, Optional<String> said, List<String> problems) {
    JsonNode told = visit.ask().get(visit.endpoint() + "/policy").needed();
    List<Rule> rules = new ArrayList<>();
    JsonNode own = told.path("overrides");
    List<Preset> presets = Preset.all(visit);
    JsonNode shown = Preset.named(presets, visit.asked("preset")).map(Preset::policy).orElse(own);
    told.path("effective")
        .forEachEntry((name, value) -> rules.add(new Rule(name, value.toString(), own.has(name))));
    Model things =
        new Model(
            Head.of(visit, "/policy"),
            rules,
            presets,
            said.orElseGet(() -> shown.isEmpty() ? "" : shown.toPrettyString()),
            Written.shown(told.path("bounds")));
    return visit.page(visit.text("endpoint.tab.policy"), "endpointPolicy.jte", things, problems);
  }

  private static PageResult change(Visit visit) {
    String said = visit.field("policy");
    Optional<JsonNode> policy =
        said.isEmpty() ? Optional.of(JsonNodeFactory.instance.objectNode()) : Written.read(said);
    if (policy.isEmpty()) {
      return page(visit, Optional.of(said), List.of(visit.text("problem.json")));
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("policy", policy.get());
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint(), body);
    return told.isGood()
        ? visit.to(visit.endpoint() + "/policy", "saved")
        : page(visit, Optional.of(said), told.problems());
  }
}
