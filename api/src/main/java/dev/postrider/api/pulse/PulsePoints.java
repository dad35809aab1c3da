package dev.postrider.api.pulse;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.pulse.Counts;
import dev.postrider.pulse.Latencies;
import dev.postrider.pulse.Pulse;
import dev.postrider.pulse.Pulse.Point;
import dev.postrider.pulse.Pulse.Range;
import dev.postrider.pulse.Pulse.Step;
import dev.postrider.pulse.Pulse.Whose;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Answers with points in time, of an organisation, an application or an endpoint. */
final class PulsePoints {
  private static final int MOST = 1_500;

  private final Directory directory;
  private final Pulse pulse;
  private final InstantSource clock;

  PulsePoints(Directory directory, Pulse pulse, InstantSource clock) {
    this.directory = directory;
    this.pulse = pulse;
    this.clock = clock;
  }

  Answer ofOrganisation(Request request) {
    return answer(request, new Whose(request.organisation(), null, null));
  }

  Answer ofApplication(Request request) {
    Application application = application(request);
    return answer(request, new Whose(application.organisation(), application.id(), null));
  }

  Answer ofEndpoint(Request request) {
    Application application = application(request);
    Endpoint endpoint =
        directory.endpoint(application.id(), request.id("endpoint")).orElseThrow(Refusal::notFound);
    return answer(request, new Whose(application.organisation(), application.id(), endpoint.id()));
  }

  private Application application(Request request) {
    return directory
        .application(request.organisation(), request.id("app"))
        .orElseThrow(Refusal::notFound);
  }

  private Answer answer(Request request, Whose whose) {
    Query query = request.query();
    Step step = step(query);
    Duration usual =
        switch (step) {
          case MINUTE -> Duration.ofHours(1);
          case HOUR -> Duration.ofDays(1);
        };
    Range range = Window.read(query, usual, clock.instant()).in(step);
    if (Duration.between(range.from(), range.until()).dividedBy(step.width()) > MOST) {
      throw Query.wrong("after", "must be at most 1500 points before `before`");
    }
    JsonWriter json = new JsonWriter(16_384).beginObject();
    json.name("step").value(word(step));
    List<Point> points = pulse.points(whose, range);
    json.name("data").beginArray();
    points.forEach(point -> write(json, point));
    json.endArray();
    total(json, points);
    return Answer.json(200, json.endObject());
  }

  /** Of all points together: percentiles of parts do not tell those of the whole. */
  private static void total(JsonWriter json, List<Point> points) {
    Counts counts = Counts.NONE;
    Latencies latencies = new Latencies();
    for (Point point : points) {
      counts = counts.plus(point.counts());
      latencies.add(point.latencies());
    }
    json.name("total").beginObject();
    PulseOut.members(json, counts, latencies);
    json.endObject();
  }

  private static Step step(Query query) {
    String word = query.text("step", Rule.SAYABLE);
    return switch (word) {
      case null -> Step.MINUTE;
      case "minute" -> Step.MINUTE;
      case "hour" -> Step.HOUR;
      default -> throw Query.wrong("step", "must be minute or hour");
    };
  }

  static String word(Step step) {
    return switch (step) {
      case MINUTE -> "minute";
      case HOUR -> "hour";
    };
  }

  private static void write(JsonWriter json, Point point) {
    json.beginObject();
    json.name("at").value(point.at());
    PulseOut.members(json, point.counts(), point.latencies());
    json.endObject();
  }
}
