package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Qikchat's {@code /v1/configs/webhook}: the one URL of an account. */
record Qikchat(SingleWebhook webhook, UrlRules urls) {
  /** What callers show to be known; the sending API has the same. */
  static final String KEY = "QIKCHAT-API-KEY";

  private static final String AUTHORIZATION = "Authorization";
  private static final int MOST_HEADERS = 50;
  private static final int LARGEST_HEADERS = 16 * 1024;

  Answer get(Routes caller, Request request) {
    return QikchatOut.webhook("Webhook found", webhook.of(caller));
  }

  Answer set(Routes caller, Request request) {
    Fields fields = request.fields();
    WebhookTarget target = WebhookTarget.read(fields, urls, "headers", authorization(fields));
    return QikchatOut.webhook("Webhook set", webhook.set(caller, target));
  }

  Answer remove(Routes caller, Request request) {
    webhook.remove(caller);
    return QikchatOut.done("Webhook removed; nothing is sent any more");
  }

  /**
   * Other headers are refused: a receiver that waits for one would be called without it for
   * good.
   */
  private static @Nullable String authorization(Fields fields) {
    Map<String, String> headers =
        fields.textMap("headers", MOST_HEADERS, LARGEST_HEADERS, Rule.SAYABLE);
    if (headers == null || headers.isEmpty()) {
      return null;
    }
    if (headers.size() > 1 || !headers.keySet().iterator().next().equalsIgnoreCase(AUTHORIZATION)) {
      fields.wrong("headers", "may have Authorization once, and no other header");
      return null;
    }
    String value = headers.values().iterator().next();
    if (BasicAuthorization.parse(value).isEmpty()) {
      fields.wrong(
          "headers." + AUTHORIZATION,
          "must be the word Basic, a blank, and USER:PASSWORD in base64, without control characters");
    }
    return value;
  }
}
