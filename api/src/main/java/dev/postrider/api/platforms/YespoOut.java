package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.directory.Endpoint;
import java.util.Optional;

/** Says the configuration in the form in which it is given (Y-4), and errors in one sentence. */
final class YespoOut {
  private YespoOut() {}

  /** Without any password. */
  static Answer webhook(Endpoint endpoint) {
    String url = endpoint.settings().url();
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("url").value(WebhookUrl.withoutUserInfo(url));
    Optional<String> header = WebhookTarget.authorization(endpoint);
    if (header.isPresent()) {
      auth(json, BasicAuthorization.parse(header.get()).map(BasicAuthorization::user));
    } else if (WebhookUrl.user(url).isPresent()) {
      auth(json, WebhookUrl.user(url));
    }
    return Answer.json(200, json.endObject());
  }

  /** What is no Basic was made natively: this API has no word for it, but it is not hidden. */
  private static void auth(JsonWriter json, Optional<String> user) {
    json.name("auth").beginObject();
    json.name("type").value(user.isPresent() ? "basic" : "other");
    user.ifPresent(name -> json.name("username").value(name));
    json.endObject();
  }

  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 ->
          Answer.json(401, message("Any user, and the key as password, are expected as Basic"))
              .with("WWW-Authenticate", "Basic realm=\"api\", charset=\"UTF-8\"");
      case 403 ->
          Answer.json(
              403, message("This key may not manage webhooks: it lacks the permission Webhooks"));
      case 404 -> Answer.json(404, message("There is no webhook"));
      case 422 -> Answer.json(400, message(refusal.detail()));
      default -> refusal.answer().saying(message(refusal.detail()));
    };
  }

  private static JsonWriter message(String text) {
    return new JsonWriter().beginObject().name("message").value(text).endObject();
  }
}
