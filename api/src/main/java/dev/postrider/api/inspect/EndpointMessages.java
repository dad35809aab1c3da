package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Content;
import dev.postrider.history.History.Destination;
import dev.postrider.history.History.EndpointMessage;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.time.InstantSource;
import java.util.function.Predicate;

/** Answers which messages went and go to an endpoint, and where they stand there. */
final class EndpointMessages {
  private final Subjects subjects;
  private final History history;
  private final InstantSource clock;

  EndpointMessages(Subjects subjects, History history, InstantSource clock) {
    this.subjects = subjects;
    this.history = history;
    this.clock = clock;
  }

  Answer list(Request request) {
    Application application = subjects.application(request);
    EndpointId endpoint = subjects.endpoint(request, application).id();
    Query query = request.query();
    Page.Request<MessageId> page = Messages.PAGING.read(query);
    boolean content = query.flag("with_content", true);
    boolean expanded = query.flag("expanded_statuses", false);
    Page<EndpointMessage> found =
        history.messagesOfEndpoint(
            application.id(),
            endpoint,
            Messages.filter(query, page, null, clock),
            which(query, expanded),
            content ? Content.WHOLE : Content.WITHOUT_PAYLOAD,
            page);
    return Paging.answer(
        found,
        entry -> entry.message().message().id().toString(),
        (json, entry) -> write(json, entry, content, expanded));
  }

  private static void write(
      JsonWriter json, EndpointMessage entry, boolean content, boolean expanded) {
    json.beginObject();
    MessageOut.members(json, entry.message().message(), entry.message().payloadGone(), content);
    status(entry.destination(), expanded).write(json);
    json.name("nextAttempt").value(entry.destination().next());
    json.endObject();
  }

  /** Which deliveries {@code status} asks for: those that are shown with it. */
  private static Predicate<Destination> which(Query query, boolean expanded) {
    Integer number = query.integer("status");
    if (number == null) {
      return _ -> true;
    }
    DeliveryStatus sought =
        DeliveryStatus.of(number).orElseThrow(() -> Query.wrong("status", "must be 0 to 4"));
    return destination -> status(destination, expanded) == sought;
  }

  private static DeliveryStatus status(Destination destination, boolean expanded) {
    return DeliveryStatus.ofDelivery(destination.state(), destination.attempted(), expanded);
  }
}
