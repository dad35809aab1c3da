package dev.postrider.api.portal;

import static dev.postrider.api.http.Capability.CREATE_ATTEMPTS;
import static dev.postrider.api.http.Capability.MANAGE_ENDPOINT;
import static dev.postrider.api.http.Capability.MANAGE_ENDPOINT_SECRET;
import static dev.postrider.api.http.Capability.VIEW_BASE;
import static dev.postrider.api.http.Capability.VIEW_ENDPOINT_SECRET;

import dev.postrider.api.http.RouteTable;

/** The paths of portals' tokens, and which of the other paths these tokens open. */
public final class PortalRoutes {
  private static final String AUTH = "/api/v1/auth";
  private static final String LOGOUT = AUTH + "/logout";
  private static final String APP = "/api/v1/app/{app}";
  private static final String ENDPOINTS = APP + "/endpoint";
  private static final String ENDPOINT = ENDPOINTS + "/{endpoint}";
  private static final String MESSAGE = APP + "/msg/{msg}";

  private PortalRoutes() {}

  /** Adds them to a table that has the paths of this API already. */
  public static void add(RouteTable routes, PortalParts parts) {
    PortalAccess access = new PortalAccess(parts);
    routes.post(AUTH + "/app-portal-access/{app}", access::grant);
    routes.post(AUTH + "/dashboard-access/{app}", access::grantAll);
    routes.post(AUTH + "/app/{app}/expire-all", access::expireAll);
    routes.post(LOGOUT, access::logout);
    open(routes);
  }

  /** All that a portal's token opens. What is not here is the organisation's alone. */
  private static void open(RouteTable routes) {
    routes.portal(VIEW_BASE, "POST", LOGOUT);

    routes.portal(VIEW_BASE, "GET", ENDPOINTS).portal(VIEW_BASE, "GET", ENDPOINT);
    routes.portal(VIEW_BASE, "GET", ENDPOINT + "/headers");
    routes.portal(VIEW_BASE, "GET", ENDPOINT + "/policy");
    routes.portal(VIEW_ENDPOINT_SECRET, "GET", ENDPOINT + "/secret");
    routes.portal(MANAGE_ENDPOINT_SECRET, "POST", ENDPOINT + "/secret/rotate");
    routes.portal(MANAGE_ENDPOINT, "POST", ENDPOINTS);
    for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
      routes.portal(MANAGE_ENDPOINT, method, ENDPOINT);
    }
    routes.portal(MANAGE_ENDPOINT, "POST", ENDPOINT + "/filter/test");
    routes.portal(MANAGE_ENDPOINT, "POST", ENDPOINT + "/verify");
    for (String method : new String[] {"PUT", "PATCH"}) {
      routes.portal(MANAGE_ENDPOINT, method, ENDPOINT + "/headers");
    }

    routes.portal(VIEW_BASE, "GET", "/api/v1/event-type");
    routes.portal(VIEW_BASE, "GET", "/api/v1/event-type/{name}");

    routes.portal(VIEW_BASE, "GET", APP + "/msg").portal(VIEW_BASE, "GET", MESSAGE);
    routes.portal(VIEW_BASE, "GET", APP + "/attempt/endpoint/{endpoint}");
    routes.portal(VIEW_BASE, "GET", APP + "/attempt/msg/{msg}");
    routes.portal(VIEW_BASE, "GET", MESSAGE + "/attempt/{attempt}");
    routes.portal(VIEW_BASE, "GET", MESSAGE + "/endpoint");
    routes.portal(VIEW_BASE, "GET", MESSAGE + "/attempt");
    routes.portal(VIEW_BASE, "GET", MESSAGE + "/endpoint/{endpoint}/attempt");
    routes
        .portal(VIEW_BASE, "GET", ENDPOINT + "/msg")
        .portal(VIEW_BASE, "GET", ENDPOINT + "/stats");
    routes.portal(CREATE_ATTEMPTS, "POST", MESSAGE + "/endpoint/{endpoint}/resend");
    for (String again : new String[] {"/recover", "/replay-missing", "/bulk-replay"}) {
      routes.portal(CREATE_ATTEMPTS, "POST", ENDPOINT + again);
    }
  }
}
