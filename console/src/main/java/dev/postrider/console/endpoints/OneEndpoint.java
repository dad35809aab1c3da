package dev.postrider.console.endpoints;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.pulse.Chart;
import dev.postrider.console.pulse.Window;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One endpoint: what it asks for, how it fares, and what can be done with it. */
public final class OneEndpoint {

  /**
   * One of its newest attempts.
   *
   * @param failure the key of the words for why there was no answer; empty when there was one
   */
  public record Attempt(
      String message, String status, int code, String failure, long millis, String at) {}

  /**
   * What the page shows.
   *
   * @param secret empty until somebody asks to see it
   * @param why the key of the words that tell why it fails; empty when its last attempt did not
   * @param permission {@code pending} or {@code failed} while the receiver has not permitted to be
   *     sent to; else empty
   * @param reason what is missing for it; may be empty
   */
  public record Model(
      Head head,
      Chart chart,
      List<Attempt> attempts,
      String secret,
      String why,
      String permission,
      String reason) {}

  private final InstantSource clock;

  /** By this clock, a day is the last one. */
  public OneEndpoint(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the pages. */
  public void add(Screens screens) {
    String path = "/app/{app}/endpoint/{endpoint}";
    screens.get(path, visit -> page(visit, "", List.of()));
    screens.post(path + "/secret", this::reveal);
    screens.post(path + "/secret/rotate", visit -> done(visit, rotate(visit), "rotated"));
    screens.post(path + "/verify", visit -> done(visit, verify(visit), "asked"));
    screens.post(path + "/disabled", this::disable);
    screens.post(path + "/delete", this::delete);
  }

  private PageResult page(Visit visit, String secret, List<String> problems) {
    Ask ask = visit.ask();
    JsonNode endpoint = ask.get(visit.endpoint()).needed();
    Window window = Window.of(visit.asked("window"));
    JsonNode newest =
        ask.get(
                visit.app() + "/attempt/endpoint/" + endpoint.path("id").asString(),
                Map.of("limit", "20", "expanded_statuses", "true"))
            .needed()
            .path("data");
    List<Attempt> attempts = new ArrayList<>();
    newest.forEach(attempt -> attempts.add(attempt(attempt)));
    JsonNode permission = endpoint.path("verification");
    String stands = permission.path("status").asString("");
    Model things =
        new Model(
            Head.of(visit, endpoint, ""),
            Chart.of(ask, visit.endpoint(), window, clock.instant()),
            attempts,
            secret,
            why(newest.path(0)),
            stands.equals("verified") ? "" : stands,
            permission.path("reason").asString(""));
    return visit.page(visit.text("endpoint.title"), "endpoint.jte", things, problems);
  }

  /** What counts is the last attempt: who has answered since then does not fail any more. */
  private static String why(JsonNode last) {
    String status = last.path("statusText").asString("");
    return status.isEmpty() || status.equals("success") || status.equals("canceled")
        ? ""
        : Why.key(last.path("responseStatusCode").asInt(), last.path("response").asString(""));
  }

  private static Attempt attempt(JsonNode attempt) {
    return new Attempt(
        attempt.path("msgId").asString(),
        attempt.path("statusText").asString(),
        attempt.path("responseStatusCode").asInt(),
        attempt.path("responseStatusCode").asInt() == 0
            ? Why.failure(attempt.path("response").asString(""))
            : "",
        attempt.path("responseDurationMs").asLong(),
        attempt.path("timestamp").asString());
  }

  private PageResult reveal(Visit visit) {
    ApiAnswer told = visit.ask().get(visit.endpoint() + "/secret");
    return told.isGood()
        ? page(visit, told.body().path("key").asString(), List.of())
        : page(visit, "", told.problems());
  }

  private static ApiAnswer rotate(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    return visit.ask().send("POST", visit.endpoint() + "/secret/rotate", said);
  }

  private static ApiAnswer verify(Visit visit) {
    return visit.ask().send("POST", visit.endpoint() + "/verify");
  }

  private PageResult disable(Visit visit) {
    boolean disabled = visit.field("disabled").equals("true");
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("disabled", disabled);
    ApiAnswer told = visit.ask().send("PATCH", visit.endpoint(), said);
    return done(visit, told, disabled ? "disabled" : "enabled");
  }

  /** Whoever deletes has to write the endpoint's URL, so that it is no slip of the hand. */
  private PageResult delete(Visit visit) {
    JsonNode endpoint = visit.ask().get(visit.endpoint()).needed();
    if (!visit.field("confirm").equals(endpoint.path("url").asString())) {
      return page(visit, "", List.of(visit.text("endpoint.confirm.wrong")));
    }
    ApiAnswer told = visit.ask().send("DELETE", visit.endpoint());
    return told.isGood()
        ? visit.to(visit.app() + "/endpoint", "deleted")
        : page(visit, "", told.problems());
  }

  private PageResult done(Visit visit, ApiAnswer told, String said) {
    return told.isGood() ? visit.to(visit.endpoint(), said) : page(visit, "", told.problems());
  }
}
