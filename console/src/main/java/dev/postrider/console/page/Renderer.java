package dev.postrider.console.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes HTML of templates, and says what it may do in a browser. Safe for use by many threads. */
public final class Renderer {
  private static final Header HTML =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
  private static final Header NO_REFERRER =
      HeaderValues.createCached(HeaderNames.create("Referrer-Policy"), "no-referrer");

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null,
          ContentType.Html,
          Renderer.class.getClassLoader(),
          "dev.postrider.console.templates");
  private final Brand brand;
  private final Header policy;

  /**
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

  Brand brand() {
    return brand;
  }

  /** Answers with a page. */
  void page(ServerResponse response, Frame frame, Shown.Html html) {
    Map<String, Object> things = new HashMap<>(html.things());
    things.put("frame", frame);
    Utf8ByteOutput out = new Utf8ByteOutput();
    engine.render(html.template(), things, out);
    byte[] bytes = out.toByteArray();
    response.status(Status.create(html.status()));
    response.header(HTML).header(policy).header(NO_REFERRER);
    response.send(bytes);
  }

  /** Answers that there is no page, and why. */
  void problem(ServerResponse response, Frame frame, int status, List<String> sentences) {
    page(
        response,
        frame.titled(frame.text(status == 404 ? "problem.nothing" : "problem.title")),
        new Shown.Html(status, "", "problem.jte", Map.of("sentences", sentences)));
  }
}
