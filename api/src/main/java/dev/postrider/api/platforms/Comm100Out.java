package dev.postrider.api.platforms;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import java.util.stream.Collectors;

/** Says webhooks and errors as Comm100 does. */
final class Comm100Out {
  private Comm100Out() {}

  /** C-2. */
  static void write(JsonWriter json, Comm100Webhook webhook) {
    json.beginObject();
    json.name("id").value(webhook.id().toString());
    json.name("event").value(webhook.event());
    json.name("targetUrl").value(webhook.targetUrl());
    json.endObject();
  }

  /**
   * {@code code} and {@code message} for whatever is refused (C-15), signing in included: RFC 6749
   * has another form, but one API's errors are read by one piece of a customer's code. The codes
   * are the status times a thousand; of these only 400000 is documented. [reading]
   */
  static Answer refused(Refusal refusal) {
    return switch (refusal.status()) {
      case 401 ->
          Answer.json(401, error(401, refusal.detail()))
              .with("WWW-Authenticate", "Bearer, Basic realm=\"Comm100\"");
      case 422 ->
          Answer.json(
              400,
              error(
                  400,
                  refusal.problems().stream()
                      .map(Comm100Out::sentence)
                      .collect(Collectors.joining(" "))));
      default -> refusal.answer().saying(error(refusal.status(), refusal.detail()));
    };
  }

  private static JsonWriter error(int status, String message) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    json.name("code").value(status * 1_000L);
    json.name("message").value(message);
    return json.endObject();
  }

  /** Of a member by name, or of the body as a whole. */
  private static String sentence(Problem problem) {
    if (problem.loc().size() == 1) {
      return stopped(
          problem.msg().startsWith("must ") ? "The body " + problem.msg() : problem.msg());
    }
    String what = problem.isMissing() ? "is required" : problem.msg();
    return stopped("Parameter '" + problem.loc().get(1) + "' " + what);
  }

  private static String stopped(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }
}
