package dev.postrider.console.page;

import dev.postrider.console.ask.Ask;
import dev.postrider.console.session.Face;
import dev.postrider.console.session.Session;
import dev.postrider.console.words.Words;
import java.util.List;
import java.util.Map;

/**
 * One request for a page: who looks, at what, and what he brings.
 *
 * @param steps what stands at the names of the path, decoded
 * @param query the parameters of the URL
 * @param form the fields of a form; several of one name in their order
 */
public record Visit(
    Session session,
    Words words,
    Ask ask,
    Map<String, String> steps,
    Map<String, List<String>> query,
    Map<String, List<String>> form) {

  /** Which of the two faces it is. */
  public Face face() {
    return session.face();
  }

  /** What stands at this name of the path. */
  public String step(String name) {
    String step = steps.get(name);
    if (step == null) {
      throw new IllegalArgumentException("the path has no " + name);
    }
    return step;
  }

  /** The parameter of this name; empty when there is none. */
  public String asked(String name) {
    return first(query, name);
  }

  /** The field of this name; empty when there is none. */
  public String field(String name) {
    return first(form, name).strip();
  }

  /** All fields of this name that say something. */
  public List<String> fields(String name) {
    return form.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /** The application that the page is about, as a path of the API. */
  public String app() {
    return "/app/" + Ask.step(step("app"));
  }

  /** The endpoint that the page is about, as a path of the API. */
  public String endpoint() {
    return app() + "/endpoint/" + Ask.step(step("endpoint"));
  }

  /** The path of a page of this face. */
  public String path(String below) {
    return face().path() + below;
  }

  /** The text of this key. */
  public String text(String key, Object... things) {
    return words.text(key, things);
  }

  /** Leads to a page of this face. */
  public PageResult to(String below) {
    return new PageResult.Elsewhere(path(below));
  }

  /** Leads to a page of this face, which tells what was done: the text of {@code said.…}. */
  public PageResult to(String below, String said) {
    return new PageResult.Elsewhere(path(below) + "?said=" + said);
  }

  /** A page, or the same page once more when there are problems. */
  public PageResult page(String title, String template, Object thing, List<String> problems) {
    return new PageResult.Html(
        problems.isEmpty() ? 200 : 422, title, template, Map.of("it", thing, "problems", problems));
  }

  private static String first(Map<String, List<String>> all, String name) {
    List<String> values = all.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }
}
