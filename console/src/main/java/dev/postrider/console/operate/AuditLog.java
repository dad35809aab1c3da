package dev.postrider.console.operate;

import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import dev.postrider.console.page.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Who has changed what, when, and from where. */
public final class AuditLog {
  private static final List<String> FILTERS = List.of("object", "actor", "operation");

  /** One change. */
  public record Row(
      String at,
      String actorKind,
      String actor,
      String operation,
      String objectKind,
      String object,
      String before,
      String after,
      String address) {
    static Row of(JsonNode entry) {
      JsonNode actor = entry.path("actor");
      String id = actor.path("id").asString("");
      return new Row(
          entry.path("at").asString(),
          actor.path("type").asString(),
          actor.path("name").asString(id),
          entry.path("operation").asString(),
          entry.path("object").path("type").asString(),
          entry.path("object").path("id").asString(),
          Written.shown(entry.path("before")),
          Written.shown(entry.path("after")),
          entry.path("address").asString(""));
    }
  }

  /** What the page shows; the filters as they were asked for. */
  public record Model(String path, Map<String, String> filters, Listing<Row> list) {
    /** What was asked for by this name. */
    public String filter(String name) {
      return filters.getOrDefault(name, "");
    }
  }

  private AuditLog() {}

  /** Adds the page. */
  public static void add(Screens screens) {
    screens.get("/audit-log", AuditLog::page);
  }

  private static PageResult page(Visit visit) {
    Map<String, String> asked = new LinkedHashMap<>();
    FILTERS.forEach(name -> asked.put(name, visit.asked(name).strip()));
    String iterator = visit.asked("iterator");
    Map<String, String> query = new LinkedHashMap<>(asked);
    query.put("limit", "50");
    query.put("iterator", iterator);
    JsonNode list = visit.ask().get("/audit-log", query).needed();
    Model things =
        new Model(visit.path("/audit-log"), asked, Listing.of(list, asked, iterator, Row::of));
    return visit.page(visit.text("audit.title"), "auditLog.jte", things, List.of());
  }
}
