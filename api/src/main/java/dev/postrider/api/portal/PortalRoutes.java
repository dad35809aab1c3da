package dev.postrider.api.portal;

import dev.postrider.api.http.RouteTable;

/** The paths of portals' tokens. */
public final class PortalRoutes {
  private static final String AUTH = "/api/v1/auth";

  private PortalRoutes() {}

  public static void add(RouteTable routes, PortalParts parts) {
    PortalAccess access = new PortalAccess(parts);
    routes.post(AUTH + "/app-portal-access/{app}", access::grant);
    routes.post(AUTH + "/dashboard-access/{app}", access::grantAll);
    routes.post(AUTH + "/app/{app}/expire-all", access::expireAll);
    routes.get(AUTH + "/portal-session", access::session);
    routes.post(AUTH + "/logout", access::logout);
  }
}
