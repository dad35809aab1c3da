package dev.postrider.console.messages;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Told;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One message: what it says, where it goes, and each attempt with what was answered. */
public final class OneMessage {

  /** What became of it at one endpoint. */
  public record Delivery(
      String endpoint, String url, String status, String next, List<Attempt> attempts) {}

  /** One attempt. */
  public record Attempt(
      String id, String status, int code, long millis, String at, boolean byHand, String answer) {}

  /** What the page shows. */
  public record Things(
      String path,
      String app,
      MessageRow message,
      String payload,
      String orderingKey,
      List<Delivery> deliveries,
      List<String> problems) {}

  private OneMessage() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/app/{app}/message/{message}", visit -> page(visit, List.of()));
    screens.post("/app/{app}/message/{message}/resend/{endpoint}", OneMessage::resend);
  }

  private static Shown page(Visit visit, List<String> problems) {
    String app = "/app/" + Ask.step(visit.step("app"));
    String asked = app + "/msg/" + Ask.step(visit.step("message"));
    JsonNode message = visit.ask().get(asked).needed();
    MessageRow row = MessageRow.of(message);
    String here = app + "/msg/" + row.id();
    Things things =
        new Things(
            visit.face().path() + app + "/message/" + row.id(),
            visit.face().path() + app,
            row,
            payload(message),
            message.path("orderingKey").asString(""),
            deliveries(visit.ask(), here),
            problems);
    String title = visit.words().text("message.title", row.eventType());
    return problems.isEmpty()
        ? Shown.page(title, "message.jte", things)
        : Shown.again(title, "message.jte", things);
  }

  private static String payload(JsonNode message) {
    for (String other : List.of("body", "bodyBase64")) {
      if (message.has(other)) {
        return message.path(other).asString();
      }
    }
    return message.path("payload").toPrettyString();
  }

  private static List<Delivery> deliveries(Ask ask, String message) {
    Map<String, String> all = Map.of("limit", "100", "expanded_statuses", "true");
    JsonNode attempts = ask.get(message + "/attempt", all).needed().path("data");
    List<Delivery> deliveries = new ArrayList<>();
    for (JsonNode endpoint : ask.get(message + "/endpoint", all).needed().path("data")) {
      String id = endpoint.path("id").asString();
      List<Attempt> own = new ArrayList<>();
      attempts.forEach(attempt -> {
        if (attempt.path("endpointId").asString().equals(id)) {
          own.add(attempt(attempt));
        }
      });
      deliveries.add(
          new Delivery(
              id,
              endpoint.path("url").asString(),
              endpoint.path("statusText").asString(),
              endpoint.path("nextAttempt").asString(""),
              own));
    }
    return deliveries;
  }

  private static Attempt attempt(JsonNode attempt) {
    return new Attempt(
        attempt.path("id").asString(),
        attempt.path("statusText").asString(),
        attempt.path("responseStatusCode").asInt(),
        attempt.path("responseDurationMs").asLong(),
        attempt.path("timestamp").asString(),
        attempt.path("triggerType").asInt() == 1,
        attempt.path("response").asString(""));
  }

  private static Shown resend(Visit visit) {
    String message =
        "/app/" + Ask.step(visit.step("app")) + "/msg/" + Ask.step(visit.step("message"));
    Told told =
        visit
            .ask()
            .send("POST", message + "/endpoint/" + Ask.step(visit.step("endpoint")) + "/resend");
    return told.isGood()
        ? new Shown.Elsewhere(
            visit.face().path()
                + "/app/"
                + Ask.step(visit.step("app"))
                + "/message/"
                + Ask.step(visit.step("message")))
        : page(visit, told.problems());
  }
}
