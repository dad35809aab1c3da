package dev.postrider.api.platforms;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.api.manage.WebhookUrl;
import dev.postrider.platform.EventKind;
import dev.postrider.platform.Platform;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * mluvii's model of a webhook, as it is said (M-32). Its {@code toString} leaves out the URL, which
 * may hold a password (M-6).
 */
record MluviiIn(String callbackUrl, Set<String> eventTypes) {

  /** Clients may repeat themselves, within reason. */
  private static final int MOST_TYPES = 1_000;

  /**
   * Names of event types are understood whatever their capitals, and kept as the catalogue has
   * them.
   */
  static MluviiIn read(Fields fields, Platform platform, UrlRules urls) {
    Set<String> known = small(platform.events().stream().map(EventKind::name).toList());
    Rule type = text -> known.contains(small(text)) ? null : "must be a type of event";
    Set<String> types = small(fields.requiredTexts("eventTypes", MOST_TYPES, type));
    String url = urls.required(fields, "callbackUrl");
    fields.check();
    return new MluviiIn(
        WebhookUrl.kept(url),
        platform.events().stream()
            .map(EventKind::name)
            .filter(name -> types.contains(small(name)))
            .collect(Collectors.toSet()));
  }

  @Override
  public String toString() {
    return "MluviiIn" + eventTypes;
  }

  private static Set<String> small(Collection<String> names) {
    return names.stream().map(MluviiIn::small).collect(Collectors.toSet());
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
