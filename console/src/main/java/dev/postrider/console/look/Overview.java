package dev.postrider.console.look;

import dev.postrider.console.messages.MessageRow;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.pulse.Chart;
import dev.postrider.console.pulse.Endpoints;
import dev.postrider.console.pulse.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How an application fares: what happened lately, where most fails, and its newest messages. */
public final class Overview {

  /** What the page shows. */
  public record Model(
      String path,
      Chart chart,
      boolean hasEndpoints,
      List<Endpoints.Row> endpoints,
      List<MessageRow> messages) {}

  private final InstantSource clock;

  /** By this clock, a day is the last one. */
  public Overview(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the page. */
  public void add(Screens screens) {
    screens.get("/app/{app}", this::page);
  }

  private PageResult page(Visit visit) {
    Window window = Window.of(visit.asked("window"));
    Instant now = clock.instant();
    JsonNode first =
        visit.ask().get(visit.app() + "/endpoint", Map.of("limit", "1")).needed().path("data");
    List<MessageRow> messages = new ArrayList<>();
    visit
        .ask()
        .get(visit.app() + "/msg", Map.of("limit", "10", "with_content", "false"))
        .needed()
        .path("data")
        .forEach(message -> messages.add(MessageRow.of(message)));
    Model things =
        new Model(
            visit.path(visit.app()),
            Chart.of(visit.ask(), visit.app(), window, now),
            !first.isEmpty(),
            Endpoints.of(visit.ask(), visit.app(), window, now, Endpoints.FAILING),
            messages);
    return visit.page(visit.text("overview.title"), "overview.jte", things, List.of());
  }
}
