package dev.postrider.api.accept;

import dev.postrider.api.http.RouteTable;
import dev.postrider.api.manage.InlineApplication;
import dev.postrider.directory.Directory;
import dev.postrider.history.History;
import dev.postrider.log.MessageLog;
import dev.postrider.platform.Platforms;
import java.time.InstantSource;

/** Where messages come in. */
public final class AcceptRoutes {
  private AcceptRoutes() {}

  public static void add(
      RouteTable routes,
      Directory directory,
      Platforms platforms,
      MessageLog log,
      History history,
      InstantSource clock) {
    Accept accept = new Accept(directory, log, history);
    routes.post(
        "/api/v1/app/{app}/msg",
        new OncePublished(
            accept, new AcceptMessage(accept, new InlineApplication(directory, platforms), clock)));
    routes.post("/api/v1/app/{app}/msg/batch", new AcceptBatch(accept, clock));
    routes.post("/api/v1/app/{app}/msg/precheck/active", new Precheck(accept));
    routes.post(
        "/api/v1/app/{app}/endpoint/{endpoint}/send-example",
        new SendExample(accept, directory, platforms));
    routes.post(
        "/api/v1/app/{app}/event", new OncePublished(accept, new AcceptEvent(accept, platforms)));
  }
}
