package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Handler;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.record.Entry;
import dev.postrider.task.Preview;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Begins what sends the messages of a stretch of time to an endpoint again, or counts them. */
final class ReplayRequests {
  /** With a little more, because clocks differ. */
  private static final Duration RECOVERABLE = Duration.ofDays(14);

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final int MOST_EVENT_TYPES = 100;
  private static final Set<Integer> STATUS_CLASSES = Set.of(0, 100, 200, 300, 400, 500);

  private final Directory directory;
  private final Tasks tasks;
  private final Preview preview;
  private final InstantSource clock;

  ReplayRequests(Directory directory, Tasks tasks, Preview preview, InstantSource clock) {
    this.directory = directory;
    this.tasks = tasks;
    this.preview = preview;
    this.clock = clock;
  }

  /** What is asked for, and whom it goes to. */
  record Asked(Task.Order order, Work.Replay replay, Endpoint endpoint) {}

  /** How one of the requests is read. */
  interface Reading {
    Asked of(Request request);
  }

  Asked recover(Request request) {
    return asked(request, RECOVERABLE.plus(TOLERANCE), _ -> Work.Recover::new);
  }

  Asked missing(Request request) {
    return asked(request, null, _ -> Work.ReplayMissing::new);
  }

  Asked bulk(Request request) {
    return asked(
        request,
        null,
        fields -> {
          Work.Wanted wanted = wanted(fields);
          return endpoint -> new Work.BulkReplay(endpoint, wanted);
        });
  }

  Handler begin(Reading reading) {
    return request -> TaskOut.begin(202, tasks, reading.of(request).order);
  }

  /** Counts what the task would send; refuses what would not begin one. */
  Handler preview(Reading reading) {
    return request -> {
      Asked asked = reading.of(request);
      Preview.Count count = preview.count(asked.order, asked.replay, asked.endpoint);
      JsonWriter json = new JsonWriter().beginObject();
      json.name("messages").value(count.messages());
      json.name("exact").value(count.exact());
      json.name("countedUntil").value(count.until());
      return Answer.json(200, json.endObject());
    };
  }

  /** {@code oldest} is how long ago the messages may be; null for any time. */
  private Asked asked(
      Request request,
      @Nullable Duration oldest,
      Function<Fields, Function<EndpointId, Work.Replay>> work) {
    Application application =
        directory
            .application(request.organisation(), request.id("app"))
            .orElseThrow(Refusal::notFound);
    Endpoint endpoint =
        directory.endpoint(application.id(), request.id("endpoint")).orElseThrow(Refusal::notFound);
    Fields fields = request.fields();
    Range range = range(fields, oldest);
    Function<EndpointId, Work.Replay> read = work.apply(fields);
    fields.check();
    if (endpoint.status() != Endpoint.Status.ENABLED) {
      throw Refusal.badRequest(
          "endpoint_disabled", "The endpoint is disabled; enable it before sending to it");
    }
    Work.Replay replay = read.apply(endpoint.id());
    Task.Order order =
        new Task.Order(
            request.organisation(), application.id(), replay, range.since(), range.until());
    return new Asked(order, replay, endpoint);
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
