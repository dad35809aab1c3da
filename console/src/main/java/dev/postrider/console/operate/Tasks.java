package dev.postrider.console.operate;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Listing;
import dev.postrider.console.page.PageResult;
import dev.postrider.console.page.Screens;
import dev.postrider.console.page.Visit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The background tasks, and how far one of them is. */
public final class Tasks {

  /**
   * One of them.
   *
   * @param percent how far it is
   */
  public record Row(
      String id,
      String kind,
      String status,
      String app,
      String endpoint,
      long done,
      int percent,
      String error,
      String at) {
    static Row of(JsonNode task) {
      JsonNode data = task.path("data");
      String status = task.path("status").asString();
      return new Row(
          task.path("id").asString(),
          task.path("task").asString(),
          status,
          data.path("appId").asString(""),
          data.path("endpointId").asString(""),
          data.path("messagesQueued").asLong(data.path("messagesExpunged").asLong(0)),
          status.equals("finished") ? 100 : (int) (100 * data.path("progress").asDouble(0)),
          data.path("error").asString(""),
          task.path("updatedAt").asString());
    }

    /** True as long as there is something to wait for. */
    public boolean runs() {
      return status.equals("running");
    }
  }

  /** What the list shows. */
  public record All(String path, Listing<Row> list) {}

  /** What the page of one shows. */
  public record One(String path, Row task) {}

  private Tasks() {}

  /** Adds the pages. */
  public static void add(Screens screens) {
    screens.get("/task", Tasks::list);
    screens.get("/task/{task}", visit -> one(visit, ""));
  }

  /** Adds the page of one that goes through the messages of an application. */
  public static void addOwn(Screens screens) {
    screens.get("/app/{app}/task/{task}", visit -> one(visit, visit.app()));
  }

  private static PageResult list(Visit visit) {
    String iterator = visit.asked("iterator");
    Map<String, String> query = Map.of("limit", "50", "iterator", iterator);
    JsonNode list = visit.ask().get("/background-task", query).needed();
    All all = new All(visit.path("/task"), Listing.of(list, Map.of(), iterator, Row::of));
    return visit.page(visit.text("tasks.title"), "tasks.jte", all, List.of());
  }

  private static PageResult one(Visit visit, String app) {
    String id = Ask.step(visit.step("task"));
    JsonNode task = visit.ask().get(app + "/background-task/" + id).needed();
    One one = new One(visit.path(app + "/task/" + id), Row.of(task));
    return visit.page(visit.text("task.title"), "task.jte", one, List.of());
  }
}
