package dev.postrider.console;

import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.http.Front;
import dev.postrider.console.catalogue.EventTypes;
import dev.postrider.console.endpoints.EndpointAuthentication;
import dev.postrider.console.endpoints.EndpointFilter;
import dev.postrider.console.endpoints.EndpointForm;
import dev.postrider.console.endpoints.EndpointHeaders;
import dev.postrider.console.endpoints.EndpointList;
import dev.postrider.console.endpoints.EndpointPolicy;
import dev.postrider.console.endpoints.OneEndpoint;
import dev.postrider.console.endpoints.Replay;
import dev.postrider.console.live.Live;
import dev.postrider.console.live.Tail;
import dev.postrider.console.look.Applications;
import dev.postrider.console.look.Everything;
import dev.postrider.console.look.Overview;
import dev.postrider.console.messages.Messages;
import dev.postrider.console.messages.OneMessage;
import dev.postrider.console.operate.Alerts;
import dev.postrider.console.operate.ApiKeys;
import dev.postrider.console.operate.ApplicationSettings;
import dev.postrider.console.operate.AuditLog;
import dev.postrider.console.operate.Settings;
import dev.postrider.console.operate.Tasks;
import dev.postrider.console.page.Assets;
import dev.postrider.console.page.Brand;
import dev.postrider.console.page.Pages;
import dev.postrider.console.page.Renderer;
import dev.postrider.console.page.Screens;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.SessionCookies;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;

/**
 * The pages of both faces: the operator's console, and the portal of one application. They ask the
 * API for all that they show and do.
 */
public final class Console {
  private final SessionCookies cookies;
  private final Brand brand;
  private final String framedBy;
  private final ClientAddress clients;
  private final Tail tail;
  private final InstantSource clock;

  /**
   * With these sessions, and in this look.
   *
   * @param framedBy whose pages may have the portal within, as in {@code frame-ancestors}; nobody
   *     has the console, where a click does more
   */
  public Console(
      SessionCookies cookies,
      Brand brand,
      String framedBy,
      ClientAddress clients,
      Tail tail,
      InstantSource clock) {
    this.cookies = cookies;
    this.brand = brand;
    this.framedBy = framedBy;
    this.clients = clients;
    this.tail = tail;
    this.clock = clock;
  }

  /** Adds the pages to what a server answers. */
  public void add(HttpRouting.Builder routing, Front front) {
    Assets assets = new Assets(brand);
    for (Face face : Face.values()) {
      Renderer renderer = new Renderer(brand, face == Face.PORTAL ? framedBy : "'none'");
      Pages pages = new Pages(face, front, clients, cookies, screens(face), renderer);
      at(routing, face.path() + "/assets/*", assets);
      at(routing, face.path() + Live.PATH, new Live(face, front, clients, cookies, tail, clock));
      at(routing, face.path(), pages);
      at(routing, face.path() + "/*", pages);
    }
  }

  private static void at(HttpRouting.Builder routing, String path, Handler handler) {
    routing.route(Method.predicate(Method.GET, Method.POST), PathMatchers.pattern(path), handler);
  }

  private Screens screens(Face face) {
    Screens screens = new Screens();
    if (face == Face.CONSOLE) {
      Applications.add(screens);
      new Everything(clock).add(screens);
      EventTypes.add(screens);
      Tasks.add(screens);
      new ApiKeys(clock).add(screens);
      AuditLog.add(screens);
      Alerts.add(screens);
      Settings.add(screens);
      ApplicationSettings.add(screens);
    }
    EventTypes.addOwn(screens);
    new Overview(clock).add(screens);
    EndpointList.add(screens);
    EndpointForm.add(screens);
    Tasks.addOwn(screens);
    new OneEndpoint(clock).add(screens);
    EndpointHeaders.add(screens);
    EndpointAuthentication.add(screens);
    EndpointPolicy.add(screens);
    EndpointFilter.add(screens);
    new Replay(clock).add(screens);
    Messages.add(screens);
    OneMessage.add(screens);
    Live.add(screens);
    Alerts.addOwn(screens);
    return screens;
  }
}
