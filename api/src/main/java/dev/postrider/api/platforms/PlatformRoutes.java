package dev.postrider.api.platforms;

import dev.postrider.api.http.Gate;
import dev.postrider.api.http.RouteTable;

/** The paths that the customers of platforms call already. */
public final class PlatformRoutes {
  private PlatformRoutes() {}

  /**
   * Adds them all.
   *
   * @param comm100 bounds how often Comm100's API is called
   */
  public static void add(RouteTable routes, PlatformParts parts, boolean httpsOnly, Gate comm100) {
    mluvii(routes, parts, httpsOnly);
    comm100(routes, parts, httpsOnly, comm100);
  }

  private static void mluvii(RouteTable routes, PlatformParts parts, boolean httpsOnly) {
    String login = "/login/connect/token";
    String all = "/api/v1/Webhooks";
    String one = all + "/{id}";
    routes.area(login, MluviiLogin::refused, Gate.OPEN).area(all, MluviiOut::refused, Gate.OPEN);
    PlatformCredentials credentials = parts.credentials("mluvii");
    GrantedCallers callers =
        new GrantedCallers(parts.directory(), credentials::withToken, "Webhooks");
    Mluvii mluvii = new Mluvii(parts, httpsOnly);
    routes.foreign("POST", login, new MluviiLogin(credentials));
    routes.foreign("GET", all, callers.known(mluvii::list));
    routes.foreign("POST", all, callers.known(mluvii::create));
    routes.foreign("DELETE", all, callers.known(mluvii::deleteAll));
    routes.foreign("GET", one, callers.known(mluvii::get));
    routes.foreign("PUT", one, callers.known(mluvii::put));
    routes.foreign("DELETE", one, callers.known(mluvii::delete));
  }

  private static void comm100(
      RouteTable routes, PlatformParts parts, boolean httpsOnly, Gate gate) {
    String login = "/oauth/token";
    String one = Comm100.WEBHOOKS + "/{id}";
    routes.area(login, Comm100Out::refused, gate).area("/v4", Comm100Out::refused, gate);
    PlatformCredentials credentials = parts.credentials("comm100");
    GrantedCallers callers =
        new GrantedCallers(
            parts.directory(),
            new Comm100SignIn(parts.directory(), credentials),
            "Manage Integration");
    Comm100 comm100 = new Comm100(parts, httpsOnly);
    routes.foreign("POST", login, new Comm100Login(credentials));
    routes.foreign("GET", Comm100.WEBHOOKS, callers.known(comm100::list));
    routes.foreign("POST", Comm100.WEBHOOKS, callers.known(comm100::create));
    routes.foreign("GET", one, callers.known(comm100::get));
    routes.foreign("PUT", one, callers.known(comm100::put));
    routes.foreign("DELETE", one, callers.known(comm100::delete));
  }
}
