package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.record.Entry;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins what sends the messages of a stretch of time to an endpoint again. */
final class ReplayRequests {
  /** With a little more, because clocks differ. */
  private static final Duration RECOVERABLE = Duration.ofDays(14);

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_EVENT_TYPES = 100;
  private static final Set<Integer> STATUS_CLASSES = Set.of(0, 100, 200, 300, 400, 500);

  private final Directory directory;
  private final Tasks tasks;
  private final InstantSource clock;

  ReplayRequests(Directory directory, Tasks tasks, InstantSource clock) {
    this.directory = directory;
    this.tasks = tasks;
    this.clock = clock;
  }

  Answer recover(Request request) {
    return begin(request, RECOVERABLE.plus(TOLERANCE), _ -> Work.Recover::new);
  }

  Answer missing(Request request) {
    return begin(request, null, _ -> Work.ReplayMissing::new);
  }

  Answer bulk(Request request) {
    return begin(
        request,
        null,
        fields -> {
          Work.Wanted wanted = wanted(fields);
          return endpoint -> new Work.BulkReplay(endpoint, wanted);
        });
  }

  /** {@code oldest} is how long ago the messages may be; null for any time. */
  private Answer begin(
      Request request,
      @Nullable Duration oldest,
      Function<Fields, Function<EndpointId, Work>> work) {
    Application application =
        directory
            .application(request.organisation(), request.id("app"))
            .orElseThrow(Refusal::notFound);
    Endpoint endpoint =
        directory.endpoint(application.id(), request.id("endpoint")).orElseThrow(Refusal::notFound);
    Fields fields = request.fields();
    Range range = range(fields, oldest);
    Function<EndpointId, Work> asked = work.apply(fields);
    fields.check();
    if (endpoint.status() != Endpoint.Status.ENABLED) {
      throw Refusal.badRequest(
          "endpoint_disabled", "The endpoint is disabled; enable it before sending to it");
    }
    return TaskOut.begin(
        202,
        tasks,
        new Task.Order(
            request.organisation(),
            application.id(),
            asked.apply(endpoint.id()),
            range.since(),
            range.until()));
  }

  private record Range(Instant since, @Nullable Instant until) {}

  private Range range(Fields fields, @Nullable Duration oldest) {
    Instant since = fields.requiredInstant("since");
    Instant until = fields.instant("until");
    if (since == null) {
      return new Range(Instant.EPOCH, until);
    }
    Instant now = clock.instant();
    if (since.isAfter(now.plus(TOLERANCE))) {
      fields.wrong("since", "must not be in the future");
    } else if (oldest != null && since.isBefore(now.minus(oldest))) {
      fields.wrong("since", "must be within the last %d days".formatted(RECOVERABLE.toDays()));
    }
    if (until != null && until.isBefore(since)) {
      fields.wrong("until", "must not be before since");
    }
    return new Range(since, until);
  }

  private static Work.Wanted wanted(Fields fields) {
    Set<String> types = fields.texts("eventTypes", 0, MOST_EVENT_TYPES, Rule.EVENT_TYPE);
    return new Work.Wanted(
        types == null ? Set.of() : types,
        fields.text("channel", Rule.CHANNEL),
        fields.text("tag", Rule.TAG),
        states(fields),
        statusClass(fields));
  }

  /** Whoever asks for failed ones gets those that were cancelled too, as in a list of attempts. */
  private static Set<Entry.State> states(Fields fields) {
    Integer status = fields.integer("status", 0, 4);
    return switch (status) {
      case null -> Set.of();
      case 0 -> Set.of(Entry.State.DELIVERED);
      case 2 -> Set.of(Entry.State.DISCARDED, Entry.State.CANCELLED);
      case 4 -> Set.of(Entry.State.CANCELLED);
      default -> {
        fields.wrong("status", "must be 0, 2 or 4: what is pending or being sent goes out anyway");
        yield Set.of();
      }
    };
  }

  private static @Nullable Integer statusClass(Fields fields) {
    Integer statusClass = fields.integer("statusCodeClass", 0, 500);
    if (statusClass != null && !STATUS_CLASSES.contains(statusClass)) {
      fields.wrong("statusCodeClass", "must be 0, 100, 200, 300, 400 or 500");
    }
    return statusClass;
  }
}
