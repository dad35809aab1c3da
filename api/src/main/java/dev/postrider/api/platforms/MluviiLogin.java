package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Credential;
import dev.postrider.directory.Directory;
import java.util.Optional;

/**
 * Gives a token to whoever knows a credential's secret: the client credentials grant of OAuth 2.0
 * (RFC 6749, section 4.4), as mluvii has it (M-35).
 */
record MluviiLogin(Directory directory, Grants grants, String platform) implements Handler {

  @Override
  public Answer handle(Request request) {
    Form form = Form.read(request.body());
    String type = form.text("grant_type");
    if (!type.equals("client_credentials")) {
      return error(400, type.isEmpty() ? "invalid_request" : "unsupported_grant_type");
    }
    Credential credential =
        client(form).orElseThrow(() -> Refusal.unauthenticated("Unknown client, or wrong secret"));
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("access_token").value(grants.token(Grant.to(credential)));
    json.name("expires_in").value(Grants.VALIDITY.toSeconds());
    json.name("token_type").value("Bearer");
    json.endObject();
    return Answer.json(200, json).with("Cache-Control", "no-store");
  }

  private Optional<Credential> client(Form form) {
    String name = form.text("client_id");
    return Rule.CREDENTIAL_NAME.problem(name) == null
        ? directory
            .credential(platform, name)
            .filter(credential -> credential.secret().matches(form.text("client_secret")))
        : Optional.empty();
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
    return Answer.json(status, json).with("Cache-Control", "no-store");
  }
}
