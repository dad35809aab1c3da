package dev.postrider.console.pulse;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The endpoints where most fails, or that are the slowest. */
public final class Endpoints {
  /** Those where most fails first. */
  public static final String FAILING = "failing";

  /** The slowest first. */
  public static final String SLOWEST = "slowest";

  /** As many as are looked at. */
  private static final int MOST = 10;

  /**
   * One of them.
   *
   * @param appName the name of its application, its id when that is gone; empty where only one
   *     application is looked at
   * @param url its id when it is no longer there
   * @param gone whether it is no longer there
   * @param p95 milliseconds below which 95 of 100 attempts took; negative when there were none
   */
  public record Row(
      String app,
      String appName,
      String id,
      String url,
      boolean gone,
      boolean disabled,
      String failingSince,
      long delivered,
      long failed,
      long discarded,
      long p95) {}

  private Endpoints() {}

  /**
   * Asks for them: those of the last hour, or else of the last day.
   *
   * @param path of the API, whose endpoints are wanted; empty for the organisation's
   * @param order {@link #FAILING} or {@link #SLOWEST}
   */
  public static List<Row> of(Ask ask, String path, Window window, Instant now, String order) {
    Window counted = window == Window.WEEK ? Window.DAY : window;
    Map<String, String> query =
        Map.of(
            "after", now.minus(counted.length()).toString(),
            "before", now.toString(),
            "order", order);
    List<Row> rows = new ArrayList<>();
    for (JsonNode one : ask.get(path + "/stats/endpoints", query).needed().path("data")) {
      boolean seen = !order.equals(FAILING) || failed(one) > 0;
      if (seen && rows.size() < MOST) {
        rows.add(row(ask, one, path.isEmpty()));
      }
    }
    return rows;
  }

  private static long failed(JsonNode one) {
    return one.path("failedAttempts").asLong() + one.path("discarded").asLong();
  }

  private static Row row(Ask ask, JsonNode one, boolean named) {
    String app = one.path("appId").asString();
    String id = one.path("endpointId").asString();
    ApiAnswer told = ask.get("/app/" + app + "/endpoint/" + id);
    JsonNode endpoint = told.body();
    return new Row(
        app,
        named ? ask.get("/app/" + app).body().path("name").asString(app) : "",
        id,
        endpoint.path("url").asString(id),
        told.status() == 404,
        endpoint.path("disabled").asBoolean(false),
        endpoint.path("failingSince").asString(""),
        one.path("delivered").asLong(),
        one.path("failedAttempts").asLong(),
        one.path("discarded").asLong(),
        one.path("latencyMs").path("p95").asLong(-1));
  }
}
