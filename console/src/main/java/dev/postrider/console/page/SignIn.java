package dev.postrider.console.page;

import dev.postrider.api.http.Front;
import dev.postrider.api.http.Refusal;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.ask.Unanswered;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.console.words.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lets somebody in, or out, or speak another language. */
final class SignIn {
  /** The cookie that keeps which language was chosen. */
  static final String LANGUAGE = "postrider_language";

  private static final String YEAR = "; Path=/; Max-Age=31536000; SameSite=Lax";

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
  Reply page(Looker looker) {
    return page(looker, looker.query().getOrDefault("to", List.of("")).getFirst(), List.of());
  }

  private Reply page(Looker looker, String to, List<String> problems) {
    Shown.Html html =
        new Shown.Html(
            problems.isEmpty() ? 200 : 401,
            "",
            "signIn.jte",
            Map.of("to", to, "problems", problems));
    Frame frame =
        Frame.of(looker, renderer.brand(), looker.words().text("signIn.title"), null).signedOut();
    return renderer.page(frame, html);
  }

  /** To the form, and from there to the page that was asked for. */
  Reply needed(Looker looker) {
    boolean read = looker.said().method().equals("GET");
    String to = URLEncoder.encode(looker.page(), StandardCharsets.UTF_8);
    return Reply.elsewhere(face.path() + "/sign-in" + (read ? "?to=" + to : ""));
  }

  /** Whatever the API takes from whoever shows it, lets him in. */
  Reply enter(Looker looker, Map<String, List<String>> form) {
    String token = form.getOrDefault("token", List.of("")).getFirst().strip();
    String to = form.getOrDefault("to", List.of("")).getFirst();
    try {
      new Ask(front, looker.said(), token).get("/event-type", Map.of("limit", "1")).needed();
    } catch (Unanswered refused) {
      return page(looker, to, refused.problems());
    }
    String wanted = isOurs(to) ? to : face.path();
    String home = face == Face.CONSOLE ? face.path() + "/app" : wanted;
    return Reply.elsewhere(wanted.equals(face.path()) ? home : wanted)
        .with(cookies.begin(face, token, home));
  }

  /** Whoever leaves a portal ends his link with it, so that nobody enters by it after him. */
  Reply leave(Looker looker, Session session) {
    if (face == Face.PORTAL) {
      new Ask(front, looker.said(), session.token()).send("POST", "/auth/logout");
    }
    return Reply.elsewhere(face.path() + "/sign-in").with(cookies.end(face));
  }

  Reply language(Looker looker, String tag) {
    if (!Words.LANGUAGES.contains(Locale.forLanguageTag(tag))) {
      throw Refusal.notFound(looker.words().text("problem.noPage"));
    }
    String to = looker.query().getOrDefault("to", List.of("")).getFirst();
    return Reply.elsewhere(isOurs(to) ? to : face.path()).with(LANGUAGE + "=" + tag + YEAR);
  }

  /** Nobody is led to another site by a link to ours. */
  private boolean isOurs(String to) {
    return to.startsWith(face.path() + "/") && to.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
