package dev.postrider.console.page;

import dev.postrider.api.http.Front;
import dev.postrider.api.http.Refusal;
import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.ApiRefusal;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.console.words.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets somebody in, or out, or speak another language. */
final class SignIn {
  /** The cookie that keeps which language was chosen. */
  static final String LANGUAGE = "postrider_language";

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Face face;
  private final Front front;
  private final SessionCookies cookies;
  private final Renderer renderer;

  SignIn(Face face, Front front, SessionCookies cookies, Renderer renderer) {
    this.face = face;
    this.front = front;
    this.cookies = cookies;
    this.renderer = renderer;
  }

  /** The form, which leads to the page that was asked for. */
  Reply page(PageRequest request) {
    return page(
        request, request.query().getOrDefault("to", List.of("")).getFirst(), 200, List.of());
  }

  private Reply page(PageRequest request, String to, int status, List<String> problems) {
    PageResult.Html html =
        new PageResult.Html(
            status, "", "signIn.jte", Map.of("to", to, "length", length(), "problems", problems));
    Frame frame =
        Frame.of(request, renderer.brand(), request.words().text("signIn.title"), null).signedOut();
    return renderer.page(frame, html);
  }

  private String length() {
    Duration length = cookies.length();
    return length.toHours() > 0 ? length.toHours() + "\u00a0h" : length.toMinutes() + "\u00a0min";
  }

  /** To the form, and from there to the page that was asked for. */
  Reply needed(PageRequest request) {
    boolean read = request.said().method().equals("GET");
    String to = URLEncoder.encode(request.page(), StandardCharsets.UTF_8);
    return Reply.elsewhere(face.path() + "/sign-in" + (read ? "?to=" + to : ""));
  }

  /**
   * Whatever the API takes from whoever shows it, lets him in: an operator, or a portal's owner.
   */
  Reply enter(PageRequest request, Map<String, List<String>> form) {
    String token = form.getOrDefault("token", List.of("")).getFirst().strip();
    String to = form.getOrDefault("to", List.of("")).getFirst();
    String home;
    try {
      home = home(new Ask(front, request.said(), token));
    } catch (ApiRefusal refused) {
      return page(request, to, refused.status(), told(request, refused));
    }
    return cookies
        .begin(face, token, home)
        .map(cookie -> Reply.elsewhere(isOurs(to) ? to : home).with(cookie))
        .orElseGet(() -> page(request, to, 422, List.of(request.words().text("signIn.long"))));
  }

  private List<String> told(PageRequest request, ApiRefusal refused) {
    return switch (refused.status()) {
      case 403 ->
          List.of(request.words().text("signIn.refused." + face.name().toLowerCase(Locale.ROOT)));
      case 429 -> List.of(request.words().text("signIn.wait"));
      default -> refused.problems();
    };
  }

  /** The first page of whoever shows this token. */
  private String home(Ask ask) {
    return switch (face) {
      case CONSOLE -> {
        var _ = ask.get("/app", Map.of("limit", "1")).needed();
        yield face.path() + "/app";
      }
      case PORTAL ->
          face.path()
              + "/app/"
              + Ask.step(ask.get("/auth/portal-session").needed().path("appId").asString());
    };
  }

  /** Whoever leaves a portal ends his link with it, so that nobody enters by it after him. */
  Reply leave(PageRequest request, Session session) {
    if (face == Face.PORTAL) {
      ApiAnswer told = new Ask(front, request.said(), session.token()).send("POST", "/auth/logout");
      if (!told.isGood() && told.status() != 401) {
        throw Refusal.unavailable(request.words().text("signOut.failed"), SOON);
      }
    }
    return Reply.elsewhere(face.path() + "/sign-in").with(cookies.end(face));
  }

  Reply language(PageRequest request, String tag) {
    if (Words.LANGUAGES.stream().noneMatch(one -> one.toLanguageTag().equals(tag))) {
      throw Refusal.notFound(request.words().text("problem.noPage"));
    }
    String to = request.query().getOrDefault("to", List.of("")).getFirst();
    return Reply.elsewhere(isOurs(to) ? to : face.path())
        .with(cookies.preference(face, LANGUAGE, tag));
  }

  /** Nobody is led to another site by a link to ours. */
  private boolean isOurs(String to) {
    return to.startsWith(face.path() + "/") && to.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
