package dev.postrider.api.platforms;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import java.util.List;

/**
 * Comm100's webhook, as it is said (C-6, C-7); an id in it is ignored. Its {@code toString} leaves
 * out the URL, which may hold a password.
 */
record Comm100In(String event, String targetUrl) {

  /** Event names are compared exactly. [reading] */
  static Comm100In read(Fields fields, Platform platform, UrlRules urls) {
    List<String> events = platform.events().stream().map(EventKind::name).toList();
    Rule known =
        text -> events.contains(text) ? null : "must be one of " + String.join(", ", events);
    String event = fields.required("event", known);
    String url = urls.required(fields, "targetUrl");
    fields.check();
    return new Comm100In(event, WebhookUrl.kept(url));
  }

  @Override
  public String toString() {
    return "Comm100In[" + event + "]";
  }
}
