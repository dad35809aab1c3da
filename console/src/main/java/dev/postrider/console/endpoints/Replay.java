package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sends again what an endpoint has failed at or missed, after it was seen how much that is. */
public final class Replay {
  /** What can be sent again, as paths of the API. */
  private static final List<String> KINDS = List.of("recover", "replay-missing", "bulk-replay");

  /** How far back one may go, in hours. */
  private static final List<String> HOURS = List.of("1", "6", "24", "72", "168", "336");

  /** How many there would be. */
  public record Preview(long messages, boolean exact, String since) {}

  /**
   * What the page shows.
   *
   * @param preview empty until it was asked for
   */
  public record Model(
      Head head,
      List<String> kinds,
      List<String> hours,
      String kind,
      String chosen,
      Optional<Preview> preview) {}

  private final InstantSource clock;

  /** By this clock, an hour is the last one. */
  public Replay(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the pages. */
  public void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}/replay";
    screens.get(path, visit -> page(visit, Optional.empty(), List.of()));
    screens.post(path, this::preview);
    screens.post(path + "/begin", this::begin);
  }

  private PageResult page(Visit visit, Optional<Preview> preview, List<String> problems) {
    String hours = visit.field("hours");
    Model things =
        new Model(
            Head.of(visit, "/replay"),
            KINDS,
            HOURS,
            kind(visit),
            HOURS.contains(hours) ? hours : "24",
            preview);
    return visit.page(visit.text("endpoint.tab.replay"), "endpointReplay.jte", things, problems);
  }

  private static String kind(Visit visit) {
    String kind = visit.field("kind");
    return KINDS.contains(kind) ? kind : KINDS.getFirst();
  }

  private PageResult preview(Visit visit) {
    String hours = visit.field("hours");
    String since =
        clock
            .instant()
            .minus(Duration.ofHours(HOURS.contains(hours) ? Integer.parseInt(hours) : 24))
            .toString();
    String path = visit.endpoint() + "/" + kind(visit) + "/preview";
    ApiAnswer told = visit.ask().send("POST", path, said(since));
    return told.isGood()
        ? page(
            visit,
            Optional.of(
                new Preview(
                    told.body().path("messages").asLong(),
                    told.body().path("exact").asBoolean(),
                    since)),
            List.of())
        : page(visit, Optional.empty(), told.problems());
  }

  private PageResult begin(Visit visit) {
    ApiAnswer told =
        visit.ask().send("POST", visit.endpoint() + "/" + kind(visit), said(visit.field("since")));
    return told.isGood()
        ? visit.to(visit.app() + "/task/" + Ask.step(told.body().path("id").asString()), "begun")
        : page(visit, Optional.empty(), told.problems());
  }

  private static ObjectNode said(String since) {
    return JsonNodeFactory.instance.objectNode().put("since", since);
  }
}
