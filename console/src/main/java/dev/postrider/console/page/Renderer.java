package dev.postrider.console.page;

import dev.postrider.api.http.SecurityHeaders;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes HTML of templates, and says what it may do in a browser. Safe for use by many threads. */
public final class Renderer {
  private static final Header HTML =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Renderer.class.getClassLoader(),
          "dev.postrider.console.templates");
  private final Brand brand;
  private final Header policy;

  /**
   * With this look.
   *
   * @param framedBy the origins whose pages may have ours within, as in {@code frame-ancestors}
   */
  public Renderer(Brand brand, String framedBy) {
    this.brand = brand;
    this.policy =
        HeaderValues.createCached(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
                + framedBy);
  }

  /** Whose pages they are. */
  public Brand brand() {
    return brand;
  }

  /** Whoever gets a page may do this with it, and nothing else. */
  void allow(ServerResponse response) {
    response.header(HTML).header(policy).header(SecurityHeaders.NO_REFERRER);
  }

  Reply page(Frame frame, PageResult.Html html) {
    return Reply.page(html.status(), part(frame, html.template(), html.things()));
  }

  /** A part of a page, for what is brought later. */
  byte[] part(Frame frame, String template, Map<String, Object> some) {
    Map<String, Object> things = new HashMap<>(some);
    things.put("frame", frame);
    Utf8ByteOutput out = new Utf8ByteOutput();
    engine.render(template, things, out);
    return out.toByteArray();
  }

  /** There is no page, and why. */
  Reply problem(Frame frame, int status, List<String> sentences) {
    String title = status == 404 ? "problem.nothing" : "problem.title";
    Frame titled = frame.titled(frame.text(title));
    return Reply.page(status, part(titled, "problem.jte", Map.of("sentences", sentences)));
  }
}
