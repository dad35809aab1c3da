package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Yespo's {@code /appinbox/v1/webhook}: where App Inbox messages are sent to (Y-4). */
record YespoConfiguration(SingleWebhook webhook, UrlRules urls) {
  private static final int MOST_MEMBERS = 50;
  private static final int LARGEST_AUTH = 8 * 1024;

  /** Together, in base64, they are no longer than a header may be. */
  private static final Rule USERNAME = Rule.oneLine(1, 256);

  private static final Rule PASSWORD = Rule.oneLine(0, 512);

  Answer get(Routes caller, Request request) {
    return YespoOut.webhook(webhook.of(caller));
  }

  Answer set(Routes caller, Request request) {
    Fields fields = request.fields();
    WebhookTarget target = WebhookTarget.read(fields, urls, "auth", authorization(fields));
    return YespoOut.webhook(webhook.set(caller, target));
  }

  Answer remove(Routes caller, Request request) {
    webhook.remove(caller);
    return Answer.noContent();
  }

  /** Y-5. */
  private static @Nullable String authorization(Fields fields) {
    Map<String, String> auth = fields.textMap("auth", MOST_MEMBERS, LARGEST_AUTH, Rule.SAYABLE);
    if (auth == null) {
      return null;
    }
    if (!"basic".equals(auth.get("type"))) {
      fields.wrong("auth.type", "must be basic, the only kind there is");
    }
    String user = member(fields, auth, "username", USERNAME);
    if (user.indexOf(':') >= 0) {
      fields.wrong("auth.username", "must not contain a colon, which ends it (RFC 7617)");
    }
    return new BasicAuthorization(user, member(fields, auth, "password", PASSWORD)).header();
  }

  /** The password is never shown, so a configuration that was read lacks it. */
  private static String member(Fields fields, Map<String, String> auth, String name, Rule rule) {
    String text = auth.get(name);
    String problem =
        text == null
            ? "is required: say it with each change, or leave out auth to send none"
            : rule.problem(text);
    if (problem != null) {
      fields.wrong("auth." + name, problem);
    }
    return text == null ? "" : text;
  }
}
