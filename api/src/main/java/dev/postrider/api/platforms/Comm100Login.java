package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Credential;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives tokens for an e-mail address and its password (C-12), and new ones for a refresh token.
 * {@code client_id} names the caller's integration; any will do. [reading]
 */
record Comm100Login(PlatformCredentials credentials) implements Handler {
  /** The seconds that the vendor's example says. */
  private static final Duration VALIDITY = Duration.ofSeconds(43_199);

  /** [reading] */
  private static final Duration REFRESHABLE = Duration.ofDays(30);

  private static final Rule CLIENT = Rule.oneLine(1, 256);

  @Override
  public Answer handle(Request request) {
    Form form = Form.read(request.body());
    Credential credential = credential(form);
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("access_token").value(credentials.token(credential, Grants.Use.CALLS, VALIDITY));
    json.name("token_type").value("bearer");
    json.name("expires_in").value(VALIDITY.toSeconds());
    json.name("refresh_token")
        .value(credentials.token(credential, Grants.Use.REFRESH, REFRESHABLE));
    json.endObject();
    return Answer.json(200, json);
  }

  private Credential credential(Form form) {
    return switch (form.text("grant_type")) {
      case "refresh_token" -> {
        require(form, "refresh_token");
        yield credentials.withRefreshToken(form.text("refresh_token"));
      }
      case "password", "" -> {
        require(form, "grant_type", "email", "password", "client_id");
        String problem = CLIENT.problem(form.text("client_id"));
        if (problem != null) {
          throw wrong("client_id", problem);
        }
        yield credentials
            .withSecret(form.text("email"), form.text("password"))
            .orElseThrow(() -> Refusal.unauthenticated("Wrong e-mail address or password"));
      }
      default -> throw wrong("grant_type", "must be password or refresh_token");
    };
  }

  private static void require(Form form, String... names) {
    List<Problem> missing =
        Stream.of(names)
            .filter(name -> form.text(name).isEmpty())
            .map(name -> Problem.missing(List.of("body", name)))
            .toList();
    if (!missing.isEmpty()) {
      throw Refusal.unprocessable(missing);
    }
  }

  private static Refusal wrong(String name, String problem) {
    return Refusal.unprocessable(Problem.value(List.of("body", name), problem));
  }
}
