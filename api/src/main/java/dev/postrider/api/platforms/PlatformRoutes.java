package dev.postrider.api.platforms;

import dev.postrider.api.http.Gate;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.RouteTable;
import dev.postrider.api.manage.UrlRules;
import java.util.Optional;

/** The paths that the customers of platforms call already. */
public final class PlatformRoutes {
  /** What a credential with limited permissions needs to manage webhooks, where none is named. */
  private static final String WEBHOOKS = "Webhooks";

  private PlatformRoutes() {}

  /**
   * Adds them all.
   *
   * @param comm100 bounds how often Comm100's API is called
   */
  public static void add(RouteTable routes, PlatformParts parts, UrlRules urls, Gate comm100) {
    Webhooks webhooks = new Webhooks(parts, urls);
    SingleWebhook single = new SingleWebhook(webhooks);
    mluvii(routes, parts, new Mluvii(webhooks, parts.platforms(), urls));
    comm100(routes, parts, new Comm100(webhooks, parts.platforms(), urls), comm100);
    qikchat(routes, parts, new Qikchat(single, urls));
    yespo(routes, parts, new YespoConfiguration(single, urls));
    yespoInbox(routes, parts);
  }

  private static void mluvii(RouteTable routes, PlatformParts parts, Mluvii mluvii) {
    String login = "/login/connect/token";
    String all = "/api/v1/Webhooks";
    String one = all + "/{id}";
    routes.area(login, MluviiLogin::refused, Gate.OPEN).area(all, MluviiOut::refused, Gate.OPEN);
    PlatformCredentials credentials = parts.credentials("mluvii");
    PermittedCallers callers =
        new PermittedCallers(parts.directory(), credentials::withToken, WEBHOOKS);
    routes.foreign("POST", login, new MluviiLogin(credentials));
    routes.foreign("GET", all, callers.known(mluvii::list));
    routes.foreign("POST", all, callers.known(mluvii::create));
    routes.foreign("DELETE", all, callers.known(mluvii::deleteAll));
    routes.foreign("GET", one, callers.known(mluvii::get));
    routes.foreign("PUT", one, callers.known(mluvii::put));
    routes.foreign("DELETE", one, callers.known(mluvii::delete));
  }

  private static void comm100(RouteTable routes, PlatformParts parts, Comm100 comm100, Gate gate) {
    String login = "/oauth/token";
    String one = Comm100.WEBHOOKS + "/{id}";
    routes.area(login, Comm100Out::refused, gate).area("/v4", Comm100Out::refused, gate);
    PlatformCredentials credentials = parts.credentials("comm100");
    PermittedCallers callers =
        new PermittedCallers(
            parts.directory(),
            new Comm100SignIn(parts.directory(), credentials),
            "Manage Integration");
    routes.foreign("POST", login, new Comm100Login(credentials));
    routes.foreign("GET", Comm100.WEBHOOKS, callers.known(comm100::list));
    routes.foreign("POST", Comm100.WEBHOOKS, callers.known(comm100::create));
    routes.foreign("GET", one, callers.known(comm100::get));
    routes.foreign("PUT", one, callers.known(comm100::put));
    routes.foreign("DELETE", one, callers.known(comm100::delete));
  }

  private static void qikchat(RouteTable routes, PlatformParts parts, Qikchat qikchat) {
    String path = "/v1/configs/webhook";
    routes.area(path, QikchatOut::refused, Gate.OPEN);
    PlatformCredentials credentials = parts.credentials("qikchat");
    PermittedCallers callers =
        new PermittedCallers(
            parts.directory(),
            request -> credentials.withKey(request.header(Qikchat.KEY)),
            WEBHOOKS);
    routes.foreign("GET", path, callers.known(qikchat::get));
    routes.foreign("POST", path, callers.known(qikchat::set));
    routes.foreign("PUT", path, callers.known(qikchat::set));
    routes.foreign("DELETE", path, callers.known(qikchat::remove));
  }

  private static void yespo(RouteTable routes, PlatformParts parts, YespoConfiguration yespo) {
    String path = "/appinbox/v1/webhook";
    routes.area(path, YespoOut::refused, Gate.OPEN);
    PlatformCredentials credentials = parts.credentials("yespo");
    PermittedCallers callers =
        new PermittedCallers(
            parts.directory(), request -> credentials.withKey(password(request)), WEBHOOKS);
    routes.foreign("GET", path, callers.known(yespo::get));
    routes.foreign("POST", path, callers.known(yespo::set));
    routes.foreign("PUT", path, callers.known(yespo::set));
    routes.foreign("DELETE", path, callers.known(yespo::remove));
  }

  private static void yespoInbox(RouteTable routes, PlatformParts parts) {
    String token = "/v1/auth/contact/token";
    String web = "/appinbox/v1/messages";
    String mobile = "/api/v1/appinbox/messages";
    routes.area(token, YespoToken::refused, Gate.OPEN);
    routes.area(web, YespoInboxOut::refused, Gate.OPEN);
    routes.area(mobile, YespoInboxOut::refused, Gate.OPEN);
    PlatformCredentials credentials = parts.credentials("yespo");
    SignIn signIn = request -> credentials.withKey(password(request));
    routes.foreign("POST", token, new YespoToken(signIn, parts.contactTokens(), parts.random()));
    ContactCallers callers = new ContactCallers(parts.contactTokens(), parts.random());
    YespoInbox inbox = new YespoInbox(parts.inbox());
    routes.foreign("GET", web, callers.known(inbox::list));
    routes.foreign("GET", web + "/count", callers.known(inbox::count));
    routes.foreign("GET", web + "/pages", callers.known(inbox::pages));
    routes.foreign("POST", web + "/status", callers.known(inbox::status));
    routes.foreign("GET", mobile, callers.known(inbox::list));
    routes.foreign("GET", mobile + "/count", callers.known(inbox::unreadCount));
    routes.foreign("POST", mobile + "/status", callers.known(inbox::status));
  }

  private static Optional<String> password(Request request) {
    return BasicAuthorization.parse(request.authorization()).map(BasicAuthorization::password);
  }
}
