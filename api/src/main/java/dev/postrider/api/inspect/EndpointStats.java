package dev.postrider.api.inspect;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.directory.Application;
import dev.postrider.history.History;
import dev.postrider.history.History.Standings;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Answers how many messages of a stretch of time stand where at an endpoint. */
final class EndpointStats {
  private static final Duration WIDEST = Duration.ofDays(28);

  /** Clocks differ, and whoever asks computes 28 days before his own now. */
  private static final Duration LENIENCE = Duration.ofMinutes(5);

  /** Keys run a little ahead of the clock when many messages come at once. */
  private static final Duration AHEAD = Duration.ofMillis(1);

  private final Subjects subjects;
  private final History history;
  private final InstantSource clock;

  EndpointStats(Subjects subjects, History history, InstantSource clock) {
    this.subjects = subjects;
    this.history = history;
    this.clock = clock;
  }

  Answer get(Request request) {
    Application application = subjects.application(request);
    EndpointId endpoint = subjects.endpoint(request, application).id();
    Query query = request.query();
    Instant now = clock.instant();
    Instant last = query.instant("until");
    Instant until = last == null ? now : last;
    Instant first = query.instant("since");
    Instant since = first == null ? until.minus(WIDEST) : first;
    check(since, until, now);
    Instant end = last == null ? now.plus(AHEAD) : last;
    Standings standings = history.standings(application.id(), endpoint, since, end);
    JsonWriter json = new JsonWriter().beginObject();
    json.name("success").value(standings.delivered());
    json.name("pending").value(standings.pending());
    json.name("sending").value(standings.sending());
    json.name("fail").value(standings.discarded());
    json.name("canceled").value(standings.cancelled());
    if (standings.since().isAfter(since)) {
      json.name("countedSince").value(standings.since());
    }
    return Answer.json(200, json.endObject());
  }

  private static void check(Instant since, Instant until, Instant now) {
    if (until.isAfter(now.plus(LENIENCE))) {
      throw invalid("until must not be in the future");
    }
    if (since.isAfter(until)) {
      throw invalid("since must not be after until");
    }
    if (since.isBefore(until.minus(WIDEST).minus(LENIENCE))) {
      throw invalid("since must be at most 28 days before until");
    }
  }

  private static Refusal invalid(String detail) {
    return Refusal.badRequest("invalid_range", detail);
  }
}
