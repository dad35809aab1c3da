package dev.postrider.sender;

import dev.postrider.attempt.Outcome;
import dev.postrider.message.Payload;
import io.netty.util.AsciiString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks a receiver for its permission, as CloudEvents' HTTP 1.1 Web Hooks say (1.0.2, section 4):
 * {@code OPTIONS} with our origin, to be answered with that origin, or all, as allowed.
 *
 * <p>It brings nothing that lets somebody in, for whoever is asked is not known to want anything
 * from us. Statuses are no answer: many servers say 200 to every {@code OPTIONS}.
 */
record PermissionRequest(Introduction introduction) {
  static final AsciiString ALLOWED_ORIGIN = AsciiString.cached("WebHook-Allowed-Origin");
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  Client.Call to(Prepared.Place.Web web) {
    return new Client.Call(
        Client.Method.OPTIONS, web, introduction.head(web.target()), Payload.EMPTY);
  }

  Permission answered(int status, @Nullable String allowed) {
    if (allowed == null) {
      return new Permission.Denied(
          "the receiver answered OPTIONS with %d and without WebHook-Allowed-Origin"
              .formatted(status));
    }
    String value = allowed.strip();
    return value.equals("*") || value.equalsIgnoreCase(introduction.origin())
        ? new Permission.Granted()
        : new Permission.Denied("the receiver allows another origin than " + introduction.origin());
  }

  static Permission unanswered(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Withheld() -> new Permission.Unasked();
      case Outcome.Unanswered(_, String detail) -> new Permission.Denied(detail);
      case Outcome.Answered(int status, _, _) ->
          new Permission.Denied("the receiver answered with " + status);
    };
  }
}
