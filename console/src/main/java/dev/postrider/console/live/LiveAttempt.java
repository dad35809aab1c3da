package dev.postrider.console.live;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.dispatch.Delivery;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.policy.Verdict;
import java.time.Instant;
import java.util.Locale;

/**
 * One attempt, as it was just judged.
 *
 * @param url where it went, without what may be a secret: user, password and query
 * @param code the HTTP status; 0 when no answer came
 * @param outcome {@code success}, {@code sending} when it is tried again, or {@code fail}
 * @param failure why no answer came; empty when one did
 */
record LiveAttempt(
    Instant at,
    ApplicationId application,
    EndpointId endpoint,
    MessageId message,
    String type,
    String url,
    int code,
    long millis,
    String outcome,
    String failure) {

  static LiveAttempt of(Delivery delivery, Attempted attempted, Verdict verdict) {
    return new LiveAttempt(
        attempted.started(),
        delivery.message().application(),
        delivery.endpoint().id(),
        delivery.message().id(),
        delivery.message().eventType(),
        withoutQuery(attempted.url()),
        code(attempted.outcome()),
        attempted.took().toMillis(),
        switch (verdict) {
          case Verdict.Delivered() -> "success";
          case Verdict.Retry _ -> "sending";
          case Verdict.Discard _ -> "fail";
        },
        attempted.outcome() instanceof Outcome.Unanswered(var failure, _)
            ? failure.name().toLowerCase(Locale.ROOT)
            : "");
  }

  private static int code(Outcome outcome) {
    return outcome instanceof Outcome.Answered(int status, _, _) ? status : 0;
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }
}
