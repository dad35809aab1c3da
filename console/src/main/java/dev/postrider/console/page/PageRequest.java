package dev.postrider.console.page;

import dev.postrider.api.http.Incoming;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.session.SessionCookies;
import dev.postrider.console.words.Words;
import io.helidon.http.HeaderNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who looks at what.
 *
 * @param session null for who has not signed in
 * @param said the request of the browser
 * @param here the path of the page: of a form, that of the page that it belongs to
 */
record PageRequest(Face face, Words words, @Nullable Session session, Incoming said, String here) {

  static PageRequest of(Face face, Incoming said, SessionCookies cookies) {
    String all = said.header(HeaderNames.COOKIE).orElse(null);
    Words words =
        Words.of(
            SessionCookies.value(SignIn.LANGUAGE, all == null ? "" : all),
            said.header(HeaderNames.ACCEPT_LANGUAGE).orElse(null));
    return new PageRequest(face, words, cookies.read(face, all).orElse(null), said, said.path());
  }

  /** The path below that of the face. */
  String path() {
    return said.path().substring(face.path().length());
  }

  Map<String, List<String>> query() {
    return Forms.query(said.query().rawValue());
  }

  /** The path of the page, with what is asked of it. */
  String page() {
    String query = said.query().rawValue();
    return here + (query.isEmpty() || !here.equals(said.path()) ? "" : "?" + query);
  }

  /** The same, who has sent a form: the page that shows what came of it is this one. */
  PageRequest at(String page) {
    return new PageRequest(face, words, session, said, page);
  }
}
