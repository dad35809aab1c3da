package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Credential;
import java.time.Duration;

/**
 * Gives a token to whoever knows a credential's secret: the client credentials grant of OAuth 2.0
 * (RFC 6749, section 4.4), as mluvii has it (M-35).
 */
record MluviiLogin(PlatformCredentials credentials) implements Handler {
  /** M-36. */
  private static final Duration VALIDITY = Duration.ofHours(1);

  @Override
  public Answer handle(Request request) {
    Form form = Form.read(request.body());
    String type = form.text("grant_type");
    if (!type.equals("client_credentials")) {
      return error(400, type.isEmpty() ? "invalid_request" : "unsupported_grant_type");
    }
    Credential credential =
        credentials
            .withSecret(form.text("client_id"), form.text("client_secret"))
            .orElseThrow(() -> Refusal.unauthenticated("Unknown client, or wrong secret"));
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("access_token").value(credentials.token(credential, Grants.Use.CALLS, VALIDITY));
    json.name("expires_in").value(VALIDITY.toSeconds());
    json.name("token_type").value("Bearer");
    json.endObject();
    return Answer.json(200, json);
  }

  /** RFC 6749, section 5.2. */
  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> error(401, "invalid_client");
      case 400, 422 -> error(400, "invalid_request");
      default -> refusal.answer();
    };
  }

  private static Answer error(int status, String error) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("error").value(error).endObject();
    return Answer.json(status, json);
  }
}
