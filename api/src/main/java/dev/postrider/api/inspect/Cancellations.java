package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.audit.AuditEntry.Subject;
import dev.postrider.audit.AuditLog;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Cancel;
import dev.postrider.history.History;
import dev.postrider.history.History.Destination;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gives up deliveries of a message that are still to come. */
final class Cancellations {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Subjects subjects;
  private final Directory directory;
  private final History history;
  private final Cancel cancel;
  private final AuditLog audit;

  Cancellations(
      Subjects subjects, Directory directory, History history, Cancel cancel, AuditLog audit) {
    this.subjects = subjects;
    this.directory = directory;
    this.history = history;
    this.cancel = cancel;
    this.audit = audit;
  }

  /** At every endpoint where the message is pending. */
  Answer message(Request request) throws InterruptedException {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    List<EndpointId> pending =
        history.destinations(application.id(), message).stream()
            .filter(destination -> destination.state() == Entry.State.PENDING)
            .map(Destination::endpoint)
            .toList();
    return answer(message, directory.endpoints(pending).values());
  }

  /**
   * At one endpoint, whether the delivery or a resend waits there; 404 when it never went there.
   */
  Answer endpoint(Request request) throws InterruptedException {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    Endpoint endpoint = subjects.endpoint(request, application);
    if (history.destinations(application.id(), message).stream()
        .noneMatch(destination -> destination.endpoint().equals(endpoint.id()))) {
      throw Refusal.notFound();
    }
    return answer(message, List.of(endpoint));
  }

  private Answer answer(MessageId message, Collection<Endpoint> endpoints)
      throws InterruptedException {
    audit.note(
        new Subject("message", message.toString()),
        Map.of(
            "canceledAt",
            endpoints.stream()
                .map(endpoint -> endpoint.id().toString())
                .sorted()
                .collect(Collectors.joining(" "))));
    Map<EndpointId, Cancel.Result> results =
        endpoints.isEmpty() ? Map.of() : cancel.cancel(message, endpoints);
    if (results.size() < endpoints.size()) {
      throw Refusal.unavailable("Not everything could be cancelled; ask again", RETRY);
    }
    JsonWriter json = new JsonWriter().beginObject().name("data").beginArray();
    new TreeMap<>(results)
        .forEach((endpoint, result) -> {
          json.beginObject();
          json.name("endpointId").value(endpoint.toString());
          json.name("result").value(word(result));
          json.endObject();
        });
    return Answer.json(200, json.endArray().endObject());
  }

  private static String word(Cancel.Result result) {
    return switch (result) {
      case CANCELLED -> "canceled";
      case SENDING -> "sending";
      case SETTLED -> "settled";
    };
  }
}
