package dev.postrider.api.platforms;

import dev.postrider.api.http.RouteTable;

/** The paths that the customers of platforms call already. */
public final class PlatformRoutes {
  private static final String MLUVII = "mluvii";

  private PlatformRoutes() {}

  public static void add(RouteTable routes, PlatformParts parts, boolean httpsOnly) {
    routes.foreign(
        "POST",
        "/login/connect/token",
        MluviiLogin::refused,
        new MluviiLogin(parts.directory(), parts.grants(), MLUVII));
    mluvii(
        routes,
        new GrantedCallers(parts.directory(), parts.grants(), MLUVII, "Webhooks"),
        new Mluvii(parts, httpsOnly));
  }

  private static void mluvii(RouteTable routes, GrantedCallers callers, Mluvii mluvii) {
    String all = "/api/v1/Webhooks";
    String one = all + "/{id}";
    routes.foreign("GET", all, MluviiOut::refused, callers.known(mluvii::list));
    routes.foreign("POST", all, MluviiOut::refused, callers.known(mluvii::create));
    routes.foreign("DELETE", all, MluviiOut::refused, callers.known(mluvii::deleteAll));
    routes.foreign("GET", one, MluviiOut::refused, callers.known(mluvii::get));
    routes.foreign("PUT", one, MluviiOut::refused, callers.known(mluvii::put));
    routes.foreign("DELETE", one, MluviiOut::refused, callers.known(mluvii::delete));
  }
}
