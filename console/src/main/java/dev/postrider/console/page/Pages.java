package dev.postrider.console.page;

import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.WireRequest;
import dev.postrider.console.ask.ApiRefusal;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.page.Screens.Found;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests for the pages of one face: finds who looks, and the screen; asks those to
 * sign in who have not; takes no form that another site has sent.
 */
public final class Pages implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final HeaderName SITE = HeaderNames.create("Sec-Fetch-Site");

  private final Face face;
  private final Front front;
  private final ClientAddress clients;
  private final Screens screens;
  private final Renderer renderer;
  private final SessionCookies cookies;
  private final SignIn signIn;

  /** The pages of this face. */
  public Pages(
      Face face,
      Front front,
      ClientAddress clients,
      SessionCookies cookies,
      Screens screens,
      Renderer renderer) {
    this.face = face;
    this.front = front;
    this.clients = clients;
    this.screens = screens;
    this.renderer = renderer;
    this.cookies = cookies;
    this.signIn = new SignIn(face, front, cookies, renderer);
  }

  @Override
  public void handle(ServerRequest http, ServerResponse response) {
    PageRequest request = PageRequest.of(face, new WireRequest(http, clients), cookies);
    reply(http, request).send(response, renderer);
  }

  private Reply reply(ServerRequest http, PageRequest request) {
    Map<String, List<String>> form = Map.of();
    try {
      if (request.said().method().equals("POST")) {
        form = Forms.read(new String(front.body(http), StandardCharsets.UTF_8));
      }
      return reply(request, form);
    } catch (ApiRefusal refused) {
      return refused.status() == 401
          ? signIn.needed(request).with(cookies.end(face))
          : renderer.problem(frame(request), refused.status(), refused.problems());
    } catch (Refusal refused) {
      return renderer.problem(frame(request), refused.status(), List.of(refused.detail()));
    }
  }

  private Reply reply(PageRequest request, Map<String, List<String>> form) {
    String method = request.said().method();
    String path = request.path();
    boolean post = method.equals("POST");
    if (post && isForeign(request)) {
      return foreign(request);
    }
    if (path.equals("/sign-in")) {
      return post ? signIn.enter(request, form) : signIn.page(request);
    }
    if (path.startsWith("/language/")) {
      return signIn.language(request, path.substring("/language/".length()));
    }
    Session session = request.session();
    if (session == null) {
      return signIn.needed(request);
    }
    if (post && !isOurs(form, session)) {
      return foreign(request);
    }
    if (path.equals("/sign-out") && post) {
      return signIn.leave(request, session);
    }
    if (path.isEmpty() || path.equals("/")) {
      return Reply.elsewhere(session.home());
    }
    Optional<Found> found = screens.find(method, path);
    if (found.isEmpty() && !post && screens.find("POST", path).isPresent()) {
      // What a form shows once has no page; the form's own has.
      return Reply.elsewhere(face.path() + screens.pageOf(path));
    }
    Found screen =
        found.orElseThrow(() -> Refusal.notFound(request.words().text("problem.noPage")));
    return shown(request, session, screen, form);
  }

  private Reply shown(
      PageRequest request, Session session, Found found, Map<String, List<String>> form) {
    Visit visit =
        new Visit(
            session,
            request.words(),
            new Ask(front, request.said(), session.token()),
            found.steps(),
            request.query(),
            form);
    try {
      return switch (found.screen().show(visit)) {
        case PageResult.Elsewhere(String to) -> Reply.elsewhere(to);
        case PageResult.Html html ->
            renderer.page(
                Frame.of(
                    atPage(request), renderer.brand(), html.title(), subject(visit, found.steps())),
                html);
      };
    } catch (ApiRefusal refused) {
      throw refused;
    } catch (RuntimeException broken) {
      // Failure policy: tell it and go on, because one broken page must not cost the others.
      LOG.error("{} {} failed", request.said().method(), request.said().path(), broken);
      return renderer.problem(frame(request), 500, List.of(request.words().text("problem.ours")));
    }
  }

  private @Nullable Subject subject(Visit visit, Map<String, String> steps) {
    String app = steps.get("app");
    return app == null ? null : Subject.of(visit.ask(), face, app);
  }

  /** Links of what a form shows lead to the page that the form stands in. */
  private PageRequest atPage(PageRequest request) {
    return request.said().method().equals("POST")
        ? request.at(face.path() + screens.pageOf(request.path()))
        : request;
  }

  private Reply foreign(PageRequest request) {
    return renderer.problem(
        frame(request), 403, List.of(request.words().text("problem.otherSite")));
  }

  /** Browsers say so themselves; those that do not are held by the token of the form. */
  private static boolean isForeign(PageRequest request) {
    return request
        .said()
        .header(SITE)
        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
        .isPresent();
  }

  /** Compared in constant time. */
  private static boolean isOurs(Map<String, List<String>> form, Session session) {
    String shown = form.getOrDefault("csrf", List.of("")).getFirst();
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
  }

  /** Around what cannot be shown: a portal's owner is led within his portal. */
  private Frame frame(PageRequest request) {
    Session session = request.session();
    Subject own =
        session == null || face == Face.CONSOLE
            ? null
            : Subject.unnamed(session.home()).orElse(null);
    return Frame.of(atPage(request), renderer.brand(), "", own);
  }
}
