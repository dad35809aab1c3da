package dev.postrider.console.page;

import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.words.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is around every page.
 *
 * @param session null for who has not signed in
 * @param subject the application that the page is about; null for none
 * @param here the path of the page
 * @param page the same with what is asked of it
 * @param said the name of what was just done; empty for nothing
 */
public record Frame(
    Words words,
    Brand brand,
    @Nullable Session session,
    Face face,
    String title,
    @Nullable Subject subject,
    String here,
    String page,
    String said) {
  private static final Pattern NAME = Pattern.compile("[a-z]{1,20}");

  /** A line of the navigation. */
  public record Line(String text, String path, boolean here) {}

  /** A language that the page can be had in. */
  public record Language(String tag, String name, boolean chosen) {}

  static Frame of(PageRequest request, Brand brand, String title, @Nullable Subject subject) {
    return new Frame(
        request.words(),
        brand,
        request.session(),
        request.face(),
        title,
        subject,
        request.here(),
        request.page(),
        said(request));
  }

  private static String said(PageRequest request) {
    String said = request.query().getOrDefault("said", List.of("")).getFirst();
    return NAME.matcher(said).matches() && request.words().has("said." + said) ? said : "";
  }

  /** The text of this key. */
  public String text(String key, Object... things) {
    return words.text(key, things);
  }

  /** The text of this key for so many. */
  public String count(String key, long number) {
    return words.count(key, number);
  }

  /** The number as the language writes it. */
  public String number(long number) {
    return words.number(number);
  }

  /** The path of something of the application that the page is about. */
  public String own(String rest) {
    return face.path() + "/app/" + (subject == null ? "" : subject.path()) + rest;
  }

  /** The name of the application that the page is about; empty when there is none. */
  public String appName() {
    return subject == null ? "" : subject.name();
  }

  /** Whether all applications can be seen. */
  public boolean hasAll() {
    return face == Face.CONSOLE;
  }

  /** Where to go from here. */
  public List<Line> lines() {
    if (session == null) {
      return List.of();
    }
    if (subject == null) {
      return hasAll()
          ? Stream.of(
                  "overview",
                  "app",
                  "event-type",
                  "task",
                  "api-key",
                  "audit-log",
                  "alert",
                  "settings")
              .map(step -> line("nav." + step, face.path() + "/" + step, true))
              .toList()
          : List.of();
    }
    return Stream.concat(
            Stream.of(line("nav.overview", own(""), false)),
            Stream.of("endpoint", "message", "live", "event-type", "alert", "settings")
                .filter(step -> hasAll() || !step.equals("settings"))
                .filter(step -> subject.manages() || !step.equals("alert"))
                .map(step -> line("nav." + step, own("/" + step), true)))
        .toList();
  }

  private Line line(String key, String path, boolean withBelow) {
    boolean below = withBelow && here.startsWith(path + "/");
    return new Line(words.text(key), path, here.equals(path) || below);
  }

  /** In which languages the page can be had. */
  public List<Language> languages() {
    return Words.LANGUAGES.stream().map(this::language).toList();
  }

  private Language language(Locale locale) {
    String tag = locale.toLanguageTag();
    return new Language(tag, locale.getDisplayLanguage(locale), tag.equals(words.tag()));
  }

  /** The link by which the language of this page is changed. */
  public String languagePath(String tag) {
    return face.path()
        + "/language/"
        + tag
        + "?to="
        + URLEncoder.encode(page, StandardCharsets.UTF_8);
  }

  /** The same around a page of another title. */
  Frame titled(String other) {
    return new Frame(words, brand, session, face, other, subject, here, page, said);
  }

  /** The same for who has not signed in. */
  Frame signedOut() {
    return new Frame(words, brand, null, face, title, null, here, page, said);
  }

  /** What the forms of this page bring along. */
  public String csrf() {
    return session == null ? "" : session.csrf();
  }
}
