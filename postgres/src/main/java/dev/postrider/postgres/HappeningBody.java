package dev.postrider.postgres;

import dev.postrider.attempt.Attempted;
import dev.postrider.directory.Endpoint;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How Svix words an operational webhook; what is not there is null there, not absent. */
final class HappeningBody {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Microseconds, as the API has them. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

  private HappeningBody() {}

  /**
   * The body of the webhook.
   *
   * @param appUid the application's uid
   * @param eventId the sender's own id of the message that was attempted
   */
  static String write(Happening happening, @Nullable String appUid, @Nullable String eventId) {
    ObjectNode body = MAPPER.createObjectNode().put("type", happening.event().type());
    ObjectNode data = body.putObject("data");
    data.put("appId", happening.application().toString()).put("appUid", appUid);
    switch (happening) {
      case Happening.OfEndpoint(_, Endpoint endpoint) -> endpoint(data, endpoint);
      case Happening.OfDisabled(Endpoint endpoint, boolean automatic, var since) -> {
        endpoint(data, endpoint);
        data.put("failSince", since == null ? null : TIME.format(since));
        data.put("trigger", automatic ? "automatic" : "manual");
      }
      case Happening.OfAttempt attempt -> attempt(data, attempt, eventId);
    }
    return body.toString();
  }

  private static void endpoint(ObjectNode data, Endpoint endpoint) {
    data.put("endpointId", endpoint.id().toString()).put("endpointUid", endpoint.settings().uid());
  }

  private static void attempt(
      ObjectNode data, Happening.OfAttempt happening, @Nullable String eventId) {
    Attempted attempted = Objects.requireNonNull(happening.entry().attempted());
    data.put("msgId", happening.entry().message().toString()).put("msgEventId", eventId);
    data.put("endpointId", happening.entry().endpoint().toString());
    data.putObject("lastAttempt")
        .put("id", happening.attempt().toString())
        .put("responseStatusCode", AttemptRow.status(attempted.outcome()))
        .put("timestamp", TIME.format(attempted.started()));
  }
}
