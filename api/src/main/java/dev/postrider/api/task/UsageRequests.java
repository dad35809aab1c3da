package dev.postrider.api.task;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.message.ApplicationId;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Begins what finds out how applications are used. */
final class UsageRequests {
  /** A month of 31 days may have an hour more, by its own clock. */
  private static final Duration LONGEST = Duration.ofDays(31).plusHours(1);

  private static final int MOST_APPLICATIONS = 1_000;

  private final Directory directory;
  private final Tasks tasks;

  UsageRequests(Directory directory, Tasks tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  /** To how many endpoints the messages of a stretch of time went, application by application. */
  Answer applications(Request request) {
    Fields fields = request.fields();
    Range range = range(fields);
    Set<String> asked = fields.texts("appIds", 1, MOST_APPLICATIONS, Rule.EVENT_TYPE);
    fields.check();
    Known known = asked == null ? Known.ALL : known(request.organisation(), asked);
    if (known.ids != null && known.ids.isEmpty()) {
      fields.wrong("appIds", "must name an application that there is");
      fields.check();
    }
    return TaskOut.begin(
        202,
        tasks,
        new Task.Order(
            request.organisation(),
            null,
            new Work.Usage(range.since, known.ids),
            range.since,
            range.until.minus(1, ChronoUnit.MICROS)),
        json -> {
          json.name("unresolvedAppIds").beginArray();
          known.unresolved.forEach(json::value);
          json.endArray();
        });
  }

  /** Which event types the endpoints of each application ask for. */
  Answer eventTypes(Request request) {
    Work work = new Work.Subscriptions();
    return TaskOut.begin(
        202, tasks, new Task.Order(request.organisation(), null, work, Instant.EPOCH, null));
  }

  /** {@code until} is exclusive, so that ranges that follow each other count nothing twice. */
  private record Range(Instant since, Instant until) {}

  private static Range range(Fields fields) {
    Instant since = fields.requiredInstant("since");
    Instant until = fields.requiredInstant("until");
    if (since == null || until == null) {
      return new Range(Instant.EPOCH, Instant.EPOCH);
    }
    if (!until.isAfter(since)) {
      fields.wrong("until", "must be after since");
    } else if (Duration.between(since, until).compareTo(LONGEST) > 0) {
      fields.wrong("until", "must be at most 31 days after since");
    }
    return new Range(up(since), up(until));
  }

  /** Messages have microseconds: those from a time on are those from the next microsecond on. */
  private static Instant up(Instant time) {
    return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
  }

  /** The applications that were asked for; {@code ids} is null for all. */
  private record Known(@Nullable Set<ApplicationId> ids, List<String> unresolved) {
    private static final Known ALL = new Known(null, List.of());
  }

  private Known known(String organisation, Set<String> asked) {
    Set<ApplicationId> ids = new HashSet<>();
    List<String> unresolved = new ArrayList<>();
    for (String idOrUid : asked) {
      Optional<Application> found = directory.application(organisation, idOrUid);
      found.ifPresentOrElse(one -> ids.add(one.id()), () -> unresolved.add(idOrUid));
    }
    return new Known(ids, unresolved);
  }
}
