package dev.postrider.console.page;

import dev.postrider.console.ask.ApiAnswer;
import dev.postrider.console.ask.Ask;
import dev.postrider.console.session.Face;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The application that a page is about.
 *
 * @param path as it is called in paths
 * @param name empty when it is not known
 * @param manages whether whoever looks may change its endpoints
 */
record Subject(String path, String name, boolean manages) {

  /** What the API tells of it; without a name when it tells nothing. */
  static Subject of(Ask ask, Face face, String app) {
    String path = Ask.step(app);
    return switch (face) {
      case CONSOLE -> new Subject(path, name(ask.get("/app/" + path), "name"), true);
      case PORTAL -> {
        ApiAnswer told = ask.get("/auth/portal-session");
        yield new Subject(path, name(told, "appName"), manages(told.body()));
      }
    };
  }

  /** Of an application of which nothing is known but how it is called. */
  static Optional<Subject> unnamed(String home) {
    int app = home.indexOf("/app/");
    return app < 0
        ? Optional.empty()
        : Optional.of(new Subject(home.substring(app + "/app/".length()), "", false));
  }

  private static String name(ApiAnswer told, String member) {
    return told.isGood() ? told.body().path(member).asString("") : "";
  }

  private static boolean manages(JsonNode session) {
    return session
        .path("capabilities")
        .valueStream()
        .anyMatch(one -> one.asString().equals("ManageEndpoint"));
  }
}
