package dev.postrider.api.manage;

import dev.postrider.api.http.Answer;
import dev.postrider.platform.Platform;
import java.util.List;

/** What is accepted although the platform advises against it. */
public final class Warnings {
  private static final String PLAIN_HTTP = "The URL is http: events are not encrypted";

  private Warnings() {}

  /** Sentences about a webhook at this URL (M-10: https is recommended, not enforced). */
  static List<String> about(String url, Platform platform) {
    return platform.http() == Platform.PlainHttp.WARNED && !WebhookUrl.isHttps(url)
        ? List.of(PLAIN_HTTP)
        : List.of();
  }

  /** The answer to whoever registers a webhook at this URL, with a warning where there is one. */
  public static Answer warned(Answer answer, String url, Platform platform) {
    List<String> warnings = about(url, platform);
    return warnings.isEmpty()
        ? answer
        : answer.with("Warning", "299 - \"" + String.join("; ", warnings) + "\"");
  }
}
