package dev.postrider.api.task;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.task.Preview;
import dev.postrider.task.Tasks;
import java.time.InstantSource;
import java.util.Map;

/** The paths of background tasks, and of what begins those that send messages again or count. */
public final class TaskRoutes {
  private static final String ENDPOINT = "/api/v1/app/{app}/endpoint/{endpoint}";
  private static final String TASKS = "/api/v1/background-task";

  private static final String USAGE = "/api/v1/stats/usage";

  private TaskRoutes() {}

  public static void add(
      RouteTable routes, Directory directory, Tasks tasks, Preview preview, InstantSource clock) {
    ReplayRequests requests = new ReplayRequests(directory, tasks, preview, clock);
    Map<String, ReplayRequests.Reading> readings =
        Map.of(
            "/recover", requests::recover,
            "/replay-missing", requests::missing,
            "/bulk-replay", requests::bulk);
    readings.forEach((path, reading) -> {
      routes.post(ENDPOINT + path, requests.begin(reading));
      routes.post(ENDPOINT + path + "/preview", requests.preview(reading));
    });

    UsageRequests usage = new UsageRequests(directory, tasks);
    routes.post(USAGE + "/app", usage::applications);
    routes.put(USAGE + "/event-types", usage::eventTypes);

    BackgroundTasks background = new BackgroundTasks(directory, tasks);
    routes.get(TASKS, background::list).get(TASKS + "/{task}", background::get);
    routes.get("/api/v1/app/{app}/background-task/{task}", background::getOfApplication);
  }
}
