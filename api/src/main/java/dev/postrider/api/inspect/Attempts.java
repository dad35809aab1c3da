package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Paging;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Page;
import dev.postrider.history.History;
import dev.postrider.history.History.Attempt;
import dev.postrider.history.History.AttemptFilter;
import dev.postrider.message.AttemptId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers for attempts. */
final class Attempts {
  private static final Paging<AttemptId> PAGING = new Paging<>(AttemptId::parse, false, false);
  private static final Set<Integer> STATUS_CLASSES = Set.of(0, 100, 200, 300, 400, 500);
  private static final Set<Entry.State> FAILED = Set.of(Entry.State.PENDING, Entry.State.DISCARDED);
  private static final Set<Entry.State> FAILED_OR_CANCELLED =
      Set.of(Entry.State.PENDING, Entry.State.DISCARDED, Entry.State.CANCELLED);
  private static final Page<Attempt> NONE = new Page<>(List.of(), true);

  private final Subjects subjects;
  private final History history;
  private final InstantSource clock;

  Attempts(Subjects subjects, History history, InstantSource clock) {
    this.subjects = subjects;
    this.history = history;
    this.clock = clock;
  }

  Answer ofMessage(Request request) {
    Application application = subjects.application(request);
    return ofMessage(request, application, endpoint(request, application).orElse(null));
  }

  /**
   * The older path for the attempts of one delivery; what {@code endpoint_id} says is not heard.
   */
  Answer ofDelivery(Request request) {
    Application application = subjects.application(request);
    return ofMessage(request, application, endpoint(request.id("endpoint"), application));
  }

  private Answer ofMessage(
      Request request, Application application, @Nullable EndpointId endpoint) {
    MessageId message = subjects.message(request, application).message().id();
    Page.Request<AttemptId> page = PAGING.read(request.query());
    Optional<AttemptFilter> filter = filter(request.query(), page, endpoint);
    return answer(
        request,
        filter
            .map(f -> history.attemptsOfMessage(application.id(), message, f, page))
            .orElse(NONE));
  }

  Answer ofEndpoint(Request request) {
    Application application = subjects.application(request);
    EndpointId endpoint = subjects.endpoint(request, application).id();
    Page.Request<AttemptId> page = PAGING.read(request.query());
    Optional<AttemptFilter> filter = filter(request.query(), page, null);
    return answer(
        request,
        filter
            .map(f -> history.attemptsOfEndpoint(application.id(), endpoint, f, page))
            .orElse(NONE));
  }

  Answer get(Request request) {
    Application application = subjects.application(request);
    MessageId message = subjects.message(request, application).message().id();
    AttemptId id = AttemptId.parse(request.id("attempt")).orElseThrow(Refusal::notFound);
    Attempt attempt = history.attempt(application.id(), message, id).orElseThrow(Refusal::notFound);
    boolean expanded = request.query().flag("expanded_statuses", false);
    return new AttemptOut(true, expanded).answer(attempt);
  }

  private static Answer answer(Request request, Page<Attempt> page) {
    AttemptOut out =
        new AttemptOut(
            request.query().flag("with_content", true),
            request.query().flag("expanded_statuses", false));
    return Paging.answer(page, a -> a.id().toString(), out::write);
  }

  /**
   * The endpoint of {@code endpoint_id}, which may be deleted since; 404 when it never was one of
   * this application.
   */
  private Optional<EndpointId> endpoint(Request request, Application application) {
    String id = request.query().text("endpoint_id", Rule.EVENT_TYPE);
    return id == null ? Optional.empty() : Optional.of(endpoint(id, application));
  }

  private EndpointId endpoint(String id, Application application) {
    return EndpointId.parse(id)
        .or(() -> subjects.endpoint(id, application))
        .orElseThrow(Refusal::notFound);
  }

  /**
   * Which attempts; empty when none can match: an attempt is neither pending nor being sent once it
   * is written.
   */
  private Optional<AttemptFilter> filter(
      Query query, Page.Request<AttemptId> page, @Nullable EndpointId endpoint) {
    Integer statusClass = query.integer("status_code_class");
    Optional<Set<Entry.State>> states = states(query);
    if (statusClass != null && !STATUS_CLASSES.contains(statusClass)) {
      throw Query.wrong("status_code_class", "must be 0, 100, 200, 300, 400 or 500");
    }
    AttemptId after = page.after();
    TimeWindow window =
        TimeWindow.read(
            query, after == null ? null : after.time(), page.backwards(), clock.instant());
    AttemptFilter filter =
        new AttemptFilter(
            states.orElse(Set.of()),
            statusClass,
            query.text("channel", Rule.CHANNEL),
            query.text("tag", Rule.TAG),
            query.eventTypes(),
            endpoint,
            window.before(),
            window.after());
    return states.isEmpty() ? Optional.empty() : Optional.of(filter);
  }

  /** What {@code status} asks for, none for any; empty when it is what no attempt can be. */
  private static Optional<Set<Entry.State>> states(Query query) {
    Integer status = query.integer("status");
    boolean expanded = query.flag("expanded_statuses", false);
    return switch (status) {
      case null -> Optional.of(Set.of());
      case 0 -> Optional.of(Set.of(Entry.State.DELIVERED));
      case 1, 3 -> Optional.empty();
      case 2 -> Optional.of(expanded ? FAILED : FAILED_OR_CANCELLED);
      case 4 -> expanded ? Optional.of(Set.of(Entry.State.CANCELLED)) : Optional.empty();
      default -> throw Query.wrong("status", "must be 0 to 4");
    };
  }
}
