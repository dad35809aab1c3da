package dev.postrider.console.look;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.messages.MessageRow;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How an application fares: its endpoints in the last day, and its newest messages. */
public final class Overview {
  private static final Duration DAY = Duration.ofDays(1);

  /** More are on a page of their own. */
  private static final String MOST = "20";

  /** How an endpoint fares. */
  public record Health(
      String id,
      String url,
      boolean disabled,
      String failingSince,
      long delivered,
      long waiting,
      long failed) {}

  /** What the page shows. */
  public record Things(
      String path,
      List<Health> endpoints,
      List<MessageRow> messages,
      long delivered,
      long waiting,
      long failed) {}

  private final InstantSource clock;

  /** By this clock, a day is the last one. */
  public Overview(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the page. */
  public void add(Screens screens) {
    screens.get("/app/{app}", this::page);
  }

  private Shown page(Visit visit) {
    Ask ask = visit.ask();
    List<Health> endpoints = new ArrayList<>();
    for (JsonNode endpoint :
        ask.get(visit.app() + "/endpoint", Map.of("limit", MOST)).needed().path("data")) {
      endpoints.add(health(ask, visit.app(), endpoint));
    }
    List<MessageRow> messages = new ArrayList<>();
    JsonNode newest =
        ask.get(visit.app() + "/msg", Map.of("limit", "10", "with_content", "false")).needed();
    newest.path("data").forEach(message -> messages.add(MessageRow.of(message)));
    Things things =
        new Things(
            visit.path(visit.app()),
            endpoints,
            messages,
            endpoints.stream().mapToLong(Health::delivered).sum(),
            endpoints.stream().mapToLong(Health::waiting).sum(),
            endpoints.stream().mapToLong(Health::failed).sum());
    return visit.page(visit.text("overview.title"), "overview.jte", things, List.of());
  }

  private Health health(Ask ask, String app, JsonNode endpoint) {
    String id = endpoint.path("id").asString();
    String since = clock.instant().minus(DAY).toString();
    JsonNode stats = ask.get(app + "/endpoint/" + id + "/stats", Map.of("since", since)).needed();
    return new Health(
        id,
        endpoint.path("url").asString(),
        endpoint.path("disabled").asBoolean(),
        endpoint.path("failingSince").asString(""),
        stats.path("success").asLong(),
        stats.path("pending").asLong() + stats.path("sending").asLong(),
        stats.path("fail").asLong());
  }
}
