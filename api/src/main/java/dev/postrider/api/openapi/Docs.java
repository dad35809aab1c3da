package dev.postrider.api.openapi;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The OpenAPI document of the API, and a page that shows it. All that the page loads comes from
 * this server, so that it works where there is no internet, and tells nobody who looks at it.
 */
public final class Docs implements Consumer<HttpRouting.Builder> {
  private static final String RENDERER = "META-INF/resources/webjars/swagger-ui/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /** The renderer has icons as data, and calls this server when somebody tries an operation. */
  private static final String OWN =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  public void accept(HttpRouting.Builder routing) {
    add(
        routing,
        "/api/v1/openapi.json",
        (request, response) -> Whole.DOCUMENT.handle(request, response));
    add(routing, "/docs", resource("docs/page.html", "text/html; charset=utf-8"));
    add(routing, "/docs/page.css", resource("docs/page.css", STYLE));
    add(routing, "/docs/page.js", resource("docs/page.js", SCRIPT));
    add(routing, "/docs/renderer.css", resource(RENDERER + version() + "/swagger-ui.css", STYLE));
    add(
        routing,
        "/docs/renderer.js",
        resource(RENDERER + version() + "/swagger-ui-bundle.js", SCRIPT));
    add(routing, "/docs/", Docs::lead);
    add(routing, "/", Docs::lead);
  }

  /** Put together when first asked for: that takes a good part of a start, and nobody may ask. */
  private static final class Whole {
    static final Document DOCUMENT = new Document(ApiDocument.json(), "application/json", NOTHING);
  }

  private static void lead(ServerRequest request, ServerResponse response) {
    response.status(Status.TEMPORARY_REDIRECT_307).header(HeaderNames.LOCATION, "/docs").send();
  }

  private static void add(HttpRouting.Builder routing, String path, Handler handler) {
    routing.route(Method.predicate(Method.GET, Method.HEAD), PathMatchers.exact(path), handler);
  }

  private static Document resource(String name, String type) {
    return new Document(bytes(name), type, OWN);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Which version of the renderer came along; its files stand below it. */
  private static String version() {
    try (InputStream in = open("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream open(String name) {
    InputStream in = Docs.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is not on the class path");
    }
    return in;
  }
}
