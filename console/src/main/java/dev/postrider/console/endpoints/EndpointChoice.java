package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The endpoints of an application to choose one from: the newest, and the one that is chosen,
 * however old it is.
 *
 * @param more true when there are others
 */
public record EndpointChoice(List<Option> options, boolean more) {
  /** Where there is nothing to choose from. */
  public static final EndpointChoice NONE = new EndpointChoice(List.of(), false);

  /** One of them. */
  public record Option(String id, String url, boolean chosen) {}

  public EndpointChoice {
    options = List.copyOf(options);
  }

  /**
   * Asks for them.
   *
   * @param chosen an id or uid; empty for none
   */
  public static EndpointChoice of(Visit visit, String chosen) {
    JsonNode list = visit.ask().get(visit.app() + "/endpoint", Map.of("limit", "100")).needed();
    List<Option> options = new ArrayList<>();
    for (JsonNode one : list.path("data")) {
      options.add(option(one, chosen));
    }
    if (!chosen.isEmpty() && options.stream().noneMatch(Option::chosen)) {
      options.addFirst(older(visit, chosen));
    }
    return new EndpointChoice(options, !list.path("done").asBoolean(true));
  }

  /** The id of the one that is chosen; empty for none. */
  public String chosen() {
    return options.stream().filter(Option::chosen).map(Option::id).findFirst().orElse("");
  }

  private static Option option(JsonNode endpoint, String chosen) {
    String id = endpoint.path("id").asString();
    boolean same = chosen.equals(id) || chosen.equals(endpoint.path("uid").asString(""));
    return new Option(id, endpoint.path("url").asString(), same && !chosen.isEmpty());
  }

  /**
   * What is not there, or not any more, stays chosen as it was asked for: it holds for the page.
   */
  private static Option older(Visit visit, String chosen) {
    ApiAnswer told = visit.ask().get(visit.app() + "/endpoint/" + Ask.step(chosen));
    return told.isGood() ? option(told.body(), chosen) : new Option(chosen, chosen, true);
  }
}
