package dev.postrider.api.accept;

import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;
import dev.postrider.history.History;
import dev.postrider.log.MessageLog;

/** Where messages come in. */
public final class AcceptRoutes {
  private AcceptRoutes() {}

  public static void add(RouteTable routes, Directory directory, MessageLog log, History history) {
    routes.post("/api/v1/app/{app}/msg", new Accept(directory, log, history));
  }
}
