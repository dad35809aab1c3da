package dev.postrider.console.operate;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The keys by which the organisation's services call the API. */
public final class ApiKeys {
  private static final List<String> PERMISSIONS =
      List.of("publish", "read", "manage", "administer");

  /** One of them. */
  public record Row(
      String id,
      String name,
      List<String> permissions,
      String hint,
      String created,
      String expires,
      String used) {
    static Row of(JsonNode key) {
      List<String> permissions =
          key.path("permissions").valueStream().map(JsonNode::asString).toList();
      return new Row(
          key.path("id").asString(),
          key.path("name").asString(),
          permissions,
          key.path("hint").asString(),
          key.path("createdAt").asString(),
          key.path("expiresAt").asString(""),
          key.path("lastUsedAt").asString(""));
    }
  }

  /**
   * What the page shows; name, permissions and days as they were just sent.
   *
   * @param made the text of the key that was just made, which is shown once; empty for none
   */
  public record Model(
      String path,
      Listing<Row> list,
      List<String> permissions,
      String name,
      List<String> picked,
      String days,
      String made) {}

  private final InstantSource clock;

  /** By this clock, keys expire. */
  public ApiKeys(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds the pages. */
  public void add(Screens screens) {
    screens.get("/api-key", visit -> page(visit, "", List.of()));
    screens.post("/api-key", this::make);
    screens.post("/api-key/{key}/revoke", ApiKeys::revoke);
  }

  private static PageResult page(Visit visit, String made, List<String> problems) {
    String iterator = visit.asked("iterator");
    Map<String, String> query = Map.of("limit", "50", "iterator", iterator);
    JsonNode list = visit.ask().get("/api-key", query).needed();
    Model things =
        new Model(
            visit.path("/api-key"),
            Listing.of(list, Map.of(), iterator, Row::of),
            PERMISSIONS,
            made.isEmpty() ? visit.field("name") : "",
            made.isEmpty() ? visit.fields("permission") : List.of(),
            made.isEmpty() ? visit.field("days") : "",
            made);
    return visit.page(visit.text("keys.title"), "apiKeys.jte", things, problems);
  }

  private PageResult make(Visit visit) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("name", visit.field("name"));
    ArrayNode permissions = said.putArray("permissions");
    visit.fields("permission").forEach(permissions::add);
    String days = visit.field("days");
    if (!days.isEmpty() && !days.matches("[1-9][0-9]{0,3}")) {
      return page(visit, "", List.of(visit.text("keys.days.wrong")));
    }
    if (!days.isEmpty()) {
      said.put(
          "expiresAt", clock.instant().plus(Duration.ofDays(Integer.parseInt(days))).toString());
    }
    ApiAnswer told = visit.ask().send("POST", "/api-key", said);
    return page(visit, told.body().path("key").asString(""), told.problems());
  }

  /** Whoever revokes has to write the key's name, so that it is no slip of the hand. */
  private static PageResult revoke(Visit visit) {
    String path = "/api-key/" + Ask.step(visit.step("key"));
    JsonNode key = visit.ask().get(path).needed();
    if (!visit.field("confirm").equals(key.path("name").asString().strip())) {
      return page(visit, "", List.of(visit.text("keys.confirm.wrong")));
    }
    ApiAnswer told = visit.ask().send("DELETE", path);
    return told.isGood() ? visit.to("/api-key", "revoked") : page(visit, "", told.problems());
  }
}
