package dev.postrider.console.messages;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Told;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Shown;
import dev.postrider.console.page.Visit;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One message: what it says, where it goes, and each attempt with what was answered. */
public final class OneMessage {

  /**
   * What became of it at one endpoint.
   *
   * @param curl the request as a command; empty when the payload is gone
   */
  public record Delivery(
      String endpoint,
      String url,
      String status,
      String next,
      String curl,
      List<Attempt> attempts) {
    /** True while it may still be given up. */
    public boolean open() {
      return status.equals("pending") || status.equals("sending");
    }
  }

  /** One attempt. */
  public record Attempt(
      String id,
      String status,
      int code,
      Timings timings,
      String at,
      boolean byHand,
      String url,
      String answer) {}

  /** What the page shows. */
  public record Things(
      String path,
      String app,
      MessageRow message,
      String payload,
      String orderingKey,
      List<Delivery> deliveries) {
    /** True when the payload is no part of the commands. */
    public boolean large() {
      return payload.length() > Curl.LONGEST;
    }
  }

  private OneMessage() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/message/{message}";
    screens.get(path, visit -> page(visit, List.of()));
    screens.post(path + "/resend/{endpoint}", visit -> act(visit, "resend", "resent"));
    screens.post(path + "/cancel/{endpoint}", visit -> act(visit, "cancel", "cancelled"));
  }

  private static Shown page(Visit visit, List<String> problems) {
    String asked = visit.app() + "/msg/" + Ask.step(visit.step("message"));
    JsonNode message = visit.ask().get(asked).needed();
    MessageRow row = MessageRow.of(message);
    Things things =
        new Things(
            visit.path(visit.app() + "/message/" + row.id()),
            visit.path(visit.app()),
            row,
            payload(message),
            message.path("orderingKey").asString(""),
            deliveries(visit, message));
    return visit.page(
        visit.text("message.title", row.eventType()), "message.jte", things, problems);
  }

  private static String payload(JsonNode message) {
    for (String other : List.of("body", "bodyBase64")) {
      if (message.has(other)) {
        return message.path(other).asString();
      }
    }
    return message.path("payload").toPrettyString();
  }

  private static List<Delivery> deliveries(Visit visit, JsonNode message) {
    String path = visit.app() + "/msg/" + message.path("id").asString();
    Map<String, String> all = Map.of("limit", "100", "expanded_statuses", "true");
    JsonNode attempts = visit.ask().get(path + "/attempt", all).needed().path("data");
    List<Delivery> deliveries = new ArrayList<>();
    for (JsonNode endpoint : visit.ask().get(path + "/endpoint", all).needed().path("data")) {
      String id = endpoint.path("id").asString();
      List<Attempt> own = new ArrayList<>();
      for (JsonNode attempt : attempts) {
        if (attempt.path("endpointId").asString().equals(id)) {
          own.add(attempt(attempt));
        }
      }
      String url = endpoint.path("url").asString();
      deliveries.add(
          new Delivery(
              id,
              url,
              endpoint.path("statusText").asString(),
              endpoint.path("nextAttempt").asString(""),
              curl(message, url, own),
              own));
    }
    return deliveries;
  }

  private static String curl(JsonNode message, String url, List<Attempt> attempts) {
    String body =
        message.has("body") ? message.path("body").asString() : message.path("payload").toString();
    if (message.has("bodyBase64")) {
      return "";
    }
    return Curl.command(
        url,
        message.path("contentType").asString("application/json"),
        message.path("id").asString(),
        seconds(attempts.isEmpty() ? message.path("timestamp").asString() : attempts.getFirst().at),
        body);
  }

  private static String seconds(String at) {
    try {
      return Long.toString(Instant.parse(at).getEpochSecond());
    } catch (DateTimeParseException odd) {
      return at;
    }
  }

  private static Attempt attempt(JsonNode attempt) {
    return new Attempt(
        attempt.path("id").asString(),
        attempt.path("statusText").asString(),
        attempt.path("responseStatusCode").asInt(),
        Timings.of(attempt),
        attempt.path("timestamp").asString(),
        attempt.path("triggerType").asInt() == 1,
        attempt.path("url").asString(""),
        attempt.path("response").asString(""));
  }

  private static Shown act(Visit visit, String action, String said) {
    String message = Ask.step(visit.step("message"));
    String path = visit.app() + "/msg/" + message + "/endpoint/" + Ask.step(visit.step("endpoint"));
    Told told = visit.ask().send("POST", path + "/" + action);
    return told.isGood()
        ? visit.to(visit.app() + "/message/" + message, said)
        : page(visit, told.problems());
  }
}
