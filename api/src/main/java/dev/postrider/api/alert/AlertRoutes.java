package dev.postrider.api.alert;

import dev.postrider.alert.Alerts;
import dev.postrider.api.http.RouteTable;
import dev.postrider.directory.Directory;

/** The paths of who is told by e-mail. */
public final class AlertRoutes {
  private static final String ALL = "/api/v1/alert";
  private static final String ONE = "/api/v1/app/{app}/alert";

  private AlertRoutes() {}

  public static void add(RouteTable routes, Directory directory, Alerts alerts, boolean mails) {
    AlertRequests requests = new AlertRequests(directory, alerts, mails);
    routes.get(ALL, requests::get).put(ALL, requests::put);
    routes.get(ONE, requests::getOfApplication).put(ONE, requests::putOfApplication);
  }
}
