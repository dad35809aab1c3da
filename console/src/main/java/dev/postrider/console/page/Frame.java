package dev.postrider.console.page;

import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param session null for who has not signed in
 * @param app the application that the page is about, as it is called in paths; null for none
 * @param here the path of the page
 */
public record Frame(
    Words words,
    Brand brand,
    @Nullable Session session,
    Face face,
    String title,
    @Nullable String app,
    String here) {

  /** A line of the navigation. */
  public record Line(String text, String path, boolean here) {}

  /** The text of this key. */
  public String text(String key, Object... things) {
    return words.text(key, things);
  }

  /** The number as the language writes it. */
  public String number(long number) {
    return words.number(number);
  }

  /** Where to go from here. */
  public List<Line> lines() {
    if (session == null) {
      return List.of();
    }
    String base = face.path();
    if (app == null) {
      return List.of(
          line("nav.applications", base + "/app"), line("nav.eventTypes", base + "/event-type"));
    }
    String own = base + "/app/" + app;
    return List.of(
        line("nav.overview", own),
        line("nav.endpoints", own + "/endpoint"),
        line("nav.messages", own + "/message"));
  }

  private Line line(String key, String path) {
    boolean same = here.equals(path);
    boolean below = here.startsWith(path + "/") && path.split("/", -1).length > 4;
    return new Line(words.text(key), path, same || below);
  }

  /** The same around a page of another title. */
  Frame titled(String other) {
    return new Frame(words, brand, session, face, other, app, here);
  }

  /** What the forms of this page bring along. */
  public String csrf() {
    return session == null ? "" : session.csrf();
  }
}
