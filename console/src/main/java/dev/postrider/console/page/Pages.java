package dev.postrider.console.page;

import dev.postrider.api.http.ClientAddress;
import dev.postrider.api.http.Front;
import dev.postrider.api.http.Incoming;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.WireRequest;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Unanswered;
import dev.postrider.console.page.Screens.Found;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.console.words.Words;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests for the pages of one face: finds who looks, and the screen; asks those to
 * sign in who have not; takes no form that another site has sent.
 */
public final class Pages implements Handler {
  private final Face face;
  private final Front front;
  private final ClientAddress clients;
  private final SessionCookies cookies;
  private final Screens screens;
  private final Renderer renderer;

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
    this.cookies = cookies;
    this.screens = screens;
    this.renderer = renderer;
  }

  @Override
  public void handle(ServerRequest http, ServerResponse response) {
    Incoming said = new WireRequest(http, clients);
    ServerRequestHeaders headers = http.headers();
    Words words =
        Words.of(
            cookie(headers, "postrider_language"),
            headers.first(HeaderNames.ACCEPT_LANGUAGE).orElse(null));
    Optional<Session> session = cookies.read(face, headers.first(HeaderNames.COOKIE).orElse(null));
    Looker looker = new Looker(words, session.orElse(null), said);
    try {
      answer(http, response, looker);
    } catch (Unanswered refused) {
      if (refused.status() == 401) {
        response.header(HeaderNames.SET_COOKIE, cookies.end(face));
        toSignIn(response, said);
      } else {
        renderer.problem(response, frame(looker, ""), refused.status(), refused.problems());
      }
    } catch (Refusal refused) {
      renderer.problem(response, frame(looker, ""), refused.status(), List.of(refused.detail()));
    }
  }

  /** Who looks at what. */
  private record Looker(Words words, @Nullable Session session, Incoming said) {}

  private void answer(ServerRequest http, ServerResponse response, Looker looker) {
    Incoming said = looker.said;
    String method = said.method();
    String path = said.path().substring(face.path().length());
    Map<String, List<String>> form =
        method.equals("POST")
            ? Forms.read(new String(front.body(http), StandardCharsets.UTF_8))
            : Map.of();
    if (path.equals("/sign-in") && method.equals("POST")) {
      signIn(response, looker, form);
      return;
    }
    if (path.equals("/sign-in")) {
      renderer.page(
          response, frame(looker, looker.words.text("signIn.title")), signIn(said, List.of()));
      return;
    }
    Session session = looker.session;
    if (session == null) {
      toSignIn(response, said);
      return;
    }
    if (method.equals("POST") && !isOurs(form, session)) {
      renderer.problem(
          response, frame(looker, ""), 403, List.of(looker.words.text("problem.otherSite")));
      return;
    }
    if (path.equals("/sign-out") && method.equals("POST")) {
      response.header(HeaderNames.SET_COOKIE, cookies.end(face));
      elsewhere(response, face.path() + "/sign-in");
      return;
    }
    if (path.isEmpty()) {
      elsewhere(response, session.home());
      return;
    }
    Found found =
        screens
            .find(method, path)
            .orElseThrow(() -> Refusal.notFound(looker.words.text("problem.noPage")));
    Visit visit =
        new Visit(
            session,
            looker.words,
            new Ask(front, said, session.token()),
            found.steps(),
            Forms.read(said.query().rawValue()),
            form);
    switch (found.screen().show(visit)) {
      case Shown.Elsewhere(String to) -> elsewhere(response, to);
      case Shown.Html html ->
          renderer.page(response, frame(looker, html.title(), found.steps().get("app")), html);
    }
  }

  private static Shown.Html signIn(Incoming said, List<String> problems) {
    String to = Forms.read(said.query().rawValue()).getOrDefault("to", List.of("")).getFirst();
    return new Shown.Html(
        problems.isEmpty() ? 200 : 401, "", "signIn.jte", Map.of("to", to, "problems", problems));
  }

  /** Whatever the API takes from whoever shows it, lets him in. */
  private void signIn(ServerResponse response, Looker looker, Map<String, List<String>> form) {
    String token = form.getOrDefault("token", List.of("")).getFirst().strip();
    String to = form.getOrDefault("to", List.of("")).getFirst();
    try {
      new Ask(front, looker.said, token).get("/event-type", Map.of("limit", "1")).needed();
    } catch (Unanswered refused) {
      Shown.Html again = signIn(looker.said, refused.problems());
      renderer.page(response, frame(looker, looker.words.text("signIn.title")), again);
      return;
    }
    // Nobody is led to another site by a link to ours.
    String wanted = to.startsWith(face.path() + "/") && to.indexOf('\n') < 0 ? to : face.path();
    String home = face == Face.CONSOLE ? face.path() + "/app" : wanted;
    response.header(HeaderNames.SET_COOKIE, cookies.begin(face, token, home));
    elsewhere(response, wanted);
  }

  private void toSignIn(ServerResponse response, Incoming said) {
    String query = said.query().rawValue();
    String to = said.path() + (query.isEmpty() ? "" : "?" + query);
    boolean read = said.method().equals("GET");
    elsewhere(
        response,
        face.path()
            + "/sign-in"
            + (read ? "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8) : ""));
  }

  private static void elsewhere(ServerResponse response, String path) {
    response.status(Status.SEE_OTHER_303).header(HeaderNames.LOCATION, path).send();
  }

  /** Compared in constant time. */
  private static boolean isOurs(Map<String, List<String>> form, Session session) {
    String shown = form.getOrDefault("csrf", List.of("")).getFirst();
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
  }

  private Frame frame(Looker looker, String title) {
    return frame(looker, title, null);
  }

  private Frame frame(Looker looker, String title, @Nullable String app) {
    return new Frame(
        looker.words, renderer.brand(), looker.session, face, title, app, looker.said.path());
  }

  private static @Nullable String cookie(ServerRequestHeaders headers, String name) {
    return headers.cookies().first(name).orElse(null);
  }
}
