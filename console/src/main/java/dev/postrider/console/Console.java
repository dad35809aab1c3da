package dev.postrider.console;

import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.http.Front;
import dev.postrider.console.endpoints.EndpointForm;
import dev.postrider.console.endpoints.EndpointList;
import dev.postrider.console.endpoints.OneEndpoint;
import dev.postrider.console.look.Applications;
import dev.postrider.console.look.EventTypes;
import dev.postrider.console.look.Overview;
import dev.postrider.console.messages.Messages;
import dev.postrider.console.messages.OneMessage;
import dev.postrider.console.page.Assets;
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
  private final Renderer renderer;
  private final ClientAddress clients;
  private final InstantSource clock;

  /** With these sessions, and in this look. */
  public Console(
      SessionCookies cookies, Renderer renderer, ClientAddress clients, InstantSource clock) {
    this.cookies = cookies;
    this.renderer = renderer;
    this.clients = clients;
    this.clock = clock;
  }

  /** Adds the pages to what a server answers. */
  public void add(HttpRouting.Builder routing, Front front) {
    Assets assets = new Assets(renderer.brand());
    for (Face face : Face.values()) {
      Screens screens = screens(face);
      Pages pages = new Pages(face, front, clients, cookies, screens, renderer);
      routing.route(
          Method.predicate(Method.GET), PathMatchers.pattern(face.path() + "/assets/*"), assets);
      at(routing, face.path(), pages);
    }
  }

  private static void at(HttpRouting.Builder routing, String path, Handler pages) {
    for (String pattern : new String[] {path, path + "/*"}) {
      routing.route(
          Method.predicate(Method.GET, Method.POST), PathMatchers.pattern(pattern), pages);
    }
  }

  private Screens screens(Face face) {
    Screens screens = new Screens();
    if (face == Face.CONSOLE) {
      Applications.add(screens);
    }
    EventTypes.add(screens);
    new Overview(clock).add(screens);
    EndpointList.add(screens);
    EndpointForm.add(screens);
    OneEndpoint.add(screens);
    Messages.add(screens);
    OneMessage.add(screens);
    return screens;
  }
}
