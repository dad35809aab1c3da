package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.directory.Endpoint;

/** Says the webhook and errors in the form that Qikchat's sending API has. */
final class QikchatOut {
  private QikchatOut() {}

  /** The URL without user and password; that there is an authorization, but not which. */
  static Answer webhook(String message, Endpoint endpoint) {
    String url = endpoint.settings().url();
    JsonWriter json = begin(true, message);
    json.name("data").beginObject();
    json.name("url").value(WebhookUrl.withoutUserInfo(url));
    json.name("headers").beginObject();
    if (WebhookTarget.authorization(endpoint).isPresent() || WebhookUrl.user(url).isPresent()) {
      json.name("Authorization").value("***");
    }
    json.endObject().endObject().endObject();
    return Answer.json(200, json);
  }

  static Answer done(String message) {
    return Answer.json(200, begin(true, message).endObject());
  }

  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 -> error(401, "The header " + Qikchat.KEY + " is missing, or its key is unknown");
      case 403 -> error(403, "This key may not manage webhooks: it lacks the permission Webhooks");
      case 404 -> error(404, "There is no webhook");
      case 422 -> error(400, refusal.detail());
      default -> refusal.answer().saying(begin(false, refusal.detail()).endObject());
    };
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, begin(false, message).endObject());
  }

  private static JsonWriter begin(boolean status, String message) {
    JsonWriter json = new JsonWriter();
    json.beginObject().name("status").value(status);
    json.name("message").value(message);
    return json;
  }
}
