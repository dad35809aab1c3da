package dev.postrider.api.task;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.task.Tasks;
import java.time.InstantSource;

/** The paths of background tasks, and of what begins those that send messages again or count. */
public final class TaskRoutes {
  private static final String ENDPOINT = "/api/v1/app/{app}/endpoint/{endpoint}";
  private static final String TASKS = "/api/v1/background-task";

  private static final String USAGE = "/api/v1/stats/usage";

  private TaskRoutes() {}

  public static void add(RouteTable routes, Directory directory, Tasks tasks, InstantSource clock) {
    ReplayRequests replays = new ReplayRequests(directory, tasks, clock);
    routes.post(ENDPOINT + "/recover", replays::recover);
    routes.post(ENDPOINT + "/replay-missing", replays::missing);
    routes.post(ENDPOINT + "/bulk-replay", replays::bulk);

    UsageRequests usage = new UsageRequests(directory, tasks);
    routes.post(USAGE + "/app", usage::applications);
    routes.put(USAGE + "/event-types", usage::eventTypes);

    BackgroundTasks background = new BackgroundTasks(tasks);
    routes.get(TASKS, background::list).get(TASKS + "/{task}", background::get);
  }
}
