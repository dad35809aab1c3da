package dev.postrider.api.accept;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonReading;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.EventType;
import dev.postrider.directory.Routes;
import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import dev.postrider.platform.Platform;
import dev.postrider.platform.Platforms;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Sends an example of an event type to one endpoint, and to it alone, whatever types it asks for:
 * whoever tries an endpoint wants to see that something arrives.
 */
record SendExample(Accept accept, Directory directory, Platforms platforms) implements Handler {
  private static final String PING = "svix.ping";
  private static final Payload PING_PAYLOAD = Payload.of("{\"success\":true}");

  /** The version of a schema whose examples are sent. */
  private static final String EXAMPLES = "/1/examples/";

  private static final int MOST_EXAMPLES = 1_000;

  @Override
  public Answer handle(Request request) throws InterruptedException {
    Routes routes = accept.routes(request);
    Application application = routes.application();
    Endpoint endpoint =
        directory.endpoint(application.id(), request.id("endpoint")).orElseThrow(Refusal::notFound);
    Fields fields = request.fields();
    String type = fields.required("eventType", Rule.EVENT_TYPE);
    Integer index = fields.integer("exampleIndex", 0, MOST_EXAMPLES);
    fields.check();
    MessageIn.Content content = content(application, type, index == null ? 0 : index);
    if (endpoint.status() != Endpoint.Status.ENABLED) {
      throw Refusal.badRequest(
          "endpoint_disabled", "The endpoint is disabled; enable it before sending to it");
    }
    return accept.appendFor(routes, endpoint, MessageIn.event(type, null, content, null));
  }

  /** What the platform's catalogue says comes first: such an event is what its endpoints get. */
  private MessageIn.Content content(Application application, String type, int index) {
    Platform platform = platforms.of(application);
    Optional<Payload> known =
        platform.events().stream()
            .filter(kind -> kind.name().equals(type))
            .map(kind -> Payload.of(kind.example()))
            .findFirst();
    if (known.isPresent()) {
      return new MessageIn.Content(known.get(), platform.contentType());
    }
    return new MessageIn.Content(
        type.equals(PING) ? PING_PAYLOAD : ofSchema(application, type, index), Message.JSON);
  }

  private Payload ofSchema(Application application, String type, int index) {
    EventType eventType =
        directory.eventType(application.organisation(), type).orElseThrow(Refusal::notFound);
    String schemas = eventType.settings().schemas();
    return Optional.ofNullable(schemas)
        .flatMap(
            text -> JsonReading.within(text.getBytes(StandardCharsets.UTF_8), EXAMPLES + index))
        .filter(JsonReading::isObject)
        .map(Payload::of)
        .orElseThrow(() ->
            Refusal.badRequest(
                "invalid_scheme",
                "Version 1 of the event type's schema has no such example that is an object"));
  }
}
