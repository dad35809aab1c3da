package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Request;
import dev.postrider.api.manage.EndpointOut;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Destination;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers where a message went and goes, endpoints included that are gone. */
final class Destinations {
  private static final Paging<EndpointId> PAGING = new Paging<>(EndpointId::parse, false, false);

  /** An endpoint, and how the message fares there. */
  private record Stop(Endpoint endpoint, Destination destination) {}

  private final Subjects subjects;
  private final Directory directory;
  private final History history;

  Destinations(Subjects subjects, Directory directory, History history) {
    this.subjects = subjects;
    this.directory = directory;
    this.history = history;
  }

  Answer list(Request request) {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    Page.Request<EndpointId> page = PAGING.read(request.query());
    boolean expanded = request.query().flag("expanded_statuses", false);
    boolean credentials = request.seesCredentials();
    List<Stop> stops = stops(history.destinations(application.id(), message));
    return Paging.answer(
        cut(stops, page),
        stop -> stop.endpoint.id().toString(),
        (json, stop) -> write(json, stop, expanded, credentials));
  }

  /** Newest endpoint first. */
  private List<Stop> stops(List<Destination> destinations) {
    Map<EndpointId, Endpoint> endpoints =
        directory.endpoints(destinations.stream().map(Destination::endpoint).toList());
    return destinations.stream()
        .flatMap(destination ->
            Optional.ofNullable(endpoints.get(destination.endpoint())).stream()
                .map(endpoint -> new Stop(endpoint, destination)))
        .sorted(Comparator.comparing((Stop stop) -> stop.endpoint.id()).reversed())
        .toList();
  }

  /**
   * One message has as many destinations as its application has endpoints: they are all at hand, so
   * the page is cut here.
   */
  private static Page<Stop> cut(List<Stop> stops, Page.Request<EndpointId> page) {
    EndpointId after = page.after();
    Predicate<Stop> onward =
        stop ->
            after == null
                || (page.backwards()
                    ? stop.endpoint.id().compareTo(after) > 0
                    : stop.endpoint.id().compareTo(after) < 0);
    List<Stop> left = stops.stream().filter(onward).toList();
    boolean done = left.size() <= page.limit();
    int from = page.backwards() && !done ? left.size() - page.limit() : 0;
    return new Page<>(left.subList(from, Math.min(left.size(), from + page.limit())), done);
  }

  private static void write(JsonWriter json, Stop stop, boolean expanded, boolean credentials) {
    Destination destination = stop.destination;
    json.beginObject();
    EndpointOut.members(json, stop.endpoint, credentials);
    DeliveryStatus.ofDelivery(destination.state(), destination.attempted(), expanded).write(json);
    json.name("nextAttempt").value(destination.next());
    json.endObject();
  }
}
