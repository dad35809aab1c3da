package dev.postrider.api.manage;

import dev.postrider.api.http.LargeAnswer;
import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.platform.PolicyWords;
import java.time.InstantSource;

/** The paths by which event types come in and go out as a whole. */
public final class EnvironmentRoutes {
  private static final String ENVIRONMENT = "/api/v1/environment";

  private EnvironmentRoutes() {}

  public static void add(
      RouteTable routes, Directory directory, PolicyWords words, InstantSource clock) {
    var out = new EnvironmentOut(directory, new EventTypeOut(words), clock);
    var in = new EnvironmentIn(directory, new EventTypeIn(new PolicyIn(words)));
    routes.post(ENVIRONMENT + "/export", new LargeAnswer(out::export));
    routes.post(ENVIRONMENT + "/import", in::take);
    routes.post("/api/v1/event-type/import/openapi", new OpenApiImport(directory)::take);
  }
}
