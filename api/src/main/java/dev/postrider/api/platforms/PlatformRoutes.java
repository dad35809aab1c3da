package dev.postrider.api.platforms;

import dev.postrider.api.http.Request;
import dev.postrider.api.http.RouteTable;
import java.util.Optional;

/** The paths that the customers of platforms call already. */
public final class PlatformRoutes {
  private static final String MLUVII = "mluvii";
  private static final String QIKCHAT = "qikchat";
  private static final String YESPO = "yespo";

  /** What a credential with limited permissions needs to manage webhooks, on all of them. */
  private static final String PERMISSION = "Webhooks";

  private PlatformRoutes() {}

  public static void add(RouteTable routes, PlatformParts parts, boolean httpsOnly) {
    Webhooks webhooks = new Webhooks(parts);
    routes.foreign(
        "POST",
        "/login/connect/token",
        MluviiLogin::refused,
        new MluviiLogin(parts.directory(), parts.grants(), MLUVII));
    mluvii(
        routes,
        callers(parts, Identity.token(parts.directory(), parts.grants(), MLUVII)),
        new Mluvii(webhooks, parts.platforms(), httpsOnly));
    SingleWebhook single = new SingleWebhook(webhooks);
    qikchat(
        routes,
        callers(
            parts,
            Identity.secret(parts.directory(), QIKCHAT, request -> request.header(Qikchat.KEY))),
        new Qikchat(single, httpsOnly));
    yespo(
        routes,
        callers(parts, Identity.secret(parts.directory(), YESPO, PlatformRoutes::password)),
        new YespoConfiguration(single, httpsOnly));
  }

  private static GrantedCallers callers(PlatformParts parts, Identity identity) {
    return new GrantedCallers(parts.directory(), identity, PERMISSION);
  }

  private static Optional<String> password(Request request) {
    return BasicAuthorization.parse(request.authorization()).map(BasicAuthorization::password);
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

  private static void qikchat(RouteTable routes, GrantedCallers callers, Qikchat qikchat) {
    String path = "/v1/configs/webhook";
    routes.foreign("GET", path, QikchatOut::refused, callers.known(qikchat::get));
    routes.foreign("POST", path, QikchatOut::refused, callers.known(qikchat::set));
    routes.foreign("PUT", path, QikchatOut::refused, callers.known(qikchat::set));
    routes.foreign("DELETE", path, QikchatOut::refused, callers.known(qikchat::remove));
  }

  private static void yespo(RouteTable routes, GrantedCallers callers, YespoConfiguration yespo) {
    String path = "/appinbox/v1/webhook";
    routes.foreign("GET", path, YespoOut::refused, callers.known(yespo::get));
    routes.foreign("POST", path, YespoOut::refused, callers.known(yespo::set));
    routes.foreign("PUT", path, YespoOut::refused, callers.known(yespo::set));
    routes.foreign("DELETE", path, YespoOut::refused, callers.known(yespo::remove));
  }
}
