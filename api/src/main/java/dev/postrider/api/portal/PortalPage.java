package dev.postrider.api.portal;

import dev.postrider.api.http.SecurityHeaders;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Where the links lead as long as there is no portal: a page that says so. */
public record PortalPage() implements Handler {
  /** Where it stands. */
  public static final String PATH = "/portal";

  private static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Postrider</title>
      <h1>There is no portal here yet</h1>
      <p>The link that you followed is good, but this Postrider has no pages to show.
      Whoever gave it to you can tell you more.</p>
      """;

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    response.header(SecurityHeaders.NO_REFERRER);
    response.send(HTML);
  }
}
