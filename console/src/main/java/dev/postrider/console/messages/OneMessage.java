package dev.postrider.console.messages;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.endpoints.Why;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One message: what it says, where it goes, and each attempt with what was answered. */
public final class OneMessage {
  /** Endpoints on a page, and attempts at each. */
  private static final String MOST = "20";

  /**
   * What became of it at one endpoint.
   *
   * @param curl the request as a command; empty when the payload is gone
   * @param cut true when there are older attempts
   */
  public record Delivery(
      String endpoint,
      String url,
      String status,
      String next,
      String curl,
      List<Attempt> attempts,
      boolean cut) {
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
      String answer) {
    /** The key of the words for why there was no answer; empty when there was one. */
    public String failure() {
      return code == 0 ? Why.failure(answer) : "";
    }
  }

  /**
   * What the page shows.
   *
   * @param iterator where the deliveries begin; empty for the first
   * @param large true when the payload is no part of the commands
   */
  public record Model(
      String path,
      String app,
      MessageRow message,
      String payload,
      boolean large,
      String orderingKey,
      String iterator,
      Listing<Delivery> list) {
    /** The path of this part of the deliveries. */
    public String here() {
      return path + (iterator.isEmpty() ? "" : "?iterator=" + Ask.step(iterator));
    }
  }

  private OneMessage() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    String path = "/app/{app}/message/{message}";
    screens.get(path, visit -> page(visit, visit.asked("iterator"), List.of()));
    screens.post(path + "/resend/{endpoint}", visit -> act(visit, "resend", "resent"));
    screens.post(path + "/cancel/{endpoint}", visit -> act(visit, "cancel", "cancelled"));
  }

  private static PageResult page(Visit visit, String iterator, List<String> problems) {
    ApiAnswer told = visit.ask().get(visit.app() + "/msg/" + Ask.step(visit.step("message")));
    JsonNode message = told.needed();
    MessageRow row = MessageRow.of(message);
    Content content = Content.of(told);
    String path = visit.app() + "/msg/" + row.id();
    JsonNode endpoints = visit.ask().get(path + "/endpoint", query(iterator)).needed();
    Model things =
        new Model(
            visit.path(visit.app() + "/message/" + row.id()),
            visit.path(visit.app()),
            row,
            content.shown(),
            content.large(),
            message.path("orderingKey").asString(""),
            iterator,
            Listing.of(
                endpoints,
                Map.of(),
                iterator,
                endpoint -> delivery(visit, message, content, endpoint)));
    return visit.page(
        visit.text("message.title", row.eventType()), "message.jte", things, problems);
  }

  private static Map<String, String> query(String iterator) {
    return Map.of("limit", MOST, "expanded_statuses", "true", "iterator", iterator);
  }

  private static Delivery delivery(
      Visit visit, JsonNode message, Content content, JsonNode endpoint) {
    String id = endpoint.path("id").asString();
    String path = visit.app() + "/msg/" + message.path("id").asString() + "/endpoint/" + id;
    JsonNode list = visit.ask().get(path + "/attempt", query("")).needed();
    List<Attempt> attempts = new ArrayList<>();
    list.path("data").forEach(attempt -> attempts.add(attempt(attempt)));
    String at = attempts.isEmpty() ? message.path("timestamp").asString() : attempts.getFirst().at;
    return new Delivery(
        id,
        endpoint.path("url").asString(),
        endpoint.path("statusText").asString(),
        endpoint.path("nextAttempt").asString(""),
        content.sent().map(body -> curl(message, endpoint, at, body)).orElse(""),
        attempts,
        !list.path("done").asBoolean(true));
  }

  private static String curl(JsonNode message, JsonNode endpoint, String at, String body) {
    return Curl.command(
        endpoint.path("url").asString(),
        message.path("contentType").asString("application/json"),
        endpoint.path("signatureHeaders").asString("webhook"),
        message.path("id").asString(),
        seconds(at),
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

  private static PageResult act(Visit visit, String action, String said) {
    String message = Ask.step(visit.step("message"));
    String path = visit.app() + "/msg/" + message + "/endpoint/" + Ask.step(visit.step("endpoint"));
    ApiAnswer told = visit.ask().send("POST", path + "/" + action);
    String iterator = visit.field("iterator");
    String from = iterator.isEmpty() ? "" : "&iterator=" + Ask.step(iterator);
    return told.isGood()
        ? visit.to(visit.app() + "/message/" + message + "?said=" + said + from)
        : page(visit, iterator, told.problems());
  }
}
