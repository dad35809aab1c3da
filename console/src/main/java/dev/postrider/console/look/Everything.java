package dev.postrider.console.look;

import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.pulse.Chart;
import dev.postrider.console.pulse.Endpoints;
import dev.postrider.console.pulse.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What an operator looks at first: what happened in all applications, and what waits now. */
public final class Everything {

  /** What is under way and what waits, in the whole installation. */
  public record Backlog(
      long inFlight,
      long memoryKib,
      long parked,
      long journalMessages,
      String lastCommit,
      boolean behind,
      boolean databaseUp) {
    static Backlog of(JsonNode told) {
      JsonNode age = told.path("lastCommitAgeMs");
      return new Backlog(
          told.path("inFlight").asLong(),
          told.path("memoryBytes").asLong() / 1_024,
          told.path("parked").asLong(),
          told.path("journalMessages").asLong(),
          age.isNumber() ? Long.toString(Math.round(age.asDouble() / 1_000)) : "",
          told.path("behind").asBoolean(),
          told.path("databaseUp").asBoolean());
    }
  }

  /** What the page shows. */
  public record Model(
      String path,
      Chart chart,
      Backlog backlog,
      List<Endpoints.Row> failing,
      List<Endpoints.Row> slowest) {}

  private final InstantSource clock;

  /** By this clock, a day is the last one. */
  public Everything(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the page. */
  public void add(Screens screens) {
    screens.get("/overview", this::page);
  }

  private PageResult page(Visit visit) {
    Window window = Window.of(visit.asked("window"));
    Instant now = clock.instant();
    Model things =
        new Model(
            visit.path("/overview"),
            Chart.of(visit.ask(), "", window, now),
            Backlog.of(visit.ask().get("/stats/backlog").needed()),
            Endpoints.of(visit.ask(), "", window, now, Endpoints.FAILING),
            Endpoints.of(visit.ask(), "", window, now, Endpoints.SLOWEST));
    return visit.page(visit.text("overview.title"), "everything.jte", things, List.of());
  }
}
