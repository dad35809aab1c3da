package dev.postrider.api.pulse;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Query;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Request;
import dev.postrider.api.http.Rule;
import dev.postrider.directory.Application;
import dev.postrider.directory.Directory;
import dev.postrider.pulse.Pulse;
import dev.postrider.pulse.Pulse.OfEndpoint;
import dev.postrider.pulse.Pulse.Order;
import dev.postrider.pulse.Pulse.Range;
import dev.postrider.pulse.Pulse.Step;
import dev.postrider.pulse.Pulse.Whose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Answers which endpoints fail most, or are the slowest. */
final class PulseEndpoints {
  private static final int MOST = 50;

  /** A thousand endpoints have 24,000 rows of hours in it, and more would take too long. */
  private static final Duration WIDEST = Duration.ofDays(1);

  /** What is counted by minutes: as many rows. */
  private static final Duration FINE = Duration.ofMinutes(30);

  private final Directory directory;
  private final Pulse pulse;
  private final InstantSource clock;

  PulseEndpoints(Directory directory, Pulse pulse, InstantSource clock) {
    this.directory = directory;
    this.pulse = pulse;
    this.clock = clock;
  }

  Answer ofOrganisation(Request request) {
    return answer(request, new Whose(request.organisation(), null, null));
  }

  Answer ofApplication(Request request) {
    Application application =
        directory
            .application(request.organisation(), request.id("app"))
            .orElseThrow(Refusal::notFound);
    return answer(request, new Whose(application.organisation(), application.id(), null));
  }

  private Answer answer(Request request, Whose whose) {
    Query query = request.query();
    Instant now = clock.instant();
    Window window = Window.read(query, WIDEST, now);
    if (window.length().compareTo(WIDEST) > 0) {
      throw Query.wrong("after", "must be at most a day before `before`");
    }
    Order order = order(query);
    Range range = window.in(step(window, now));
    JsonWriter json = new JsonWriter(16_384).beginObject();
    json.name("after").value(range.from());
    json.name("before").value(range.until());
    json.name("data").beginArray();
    pulse.endpoints(whose, range, order, MOST).forEach(one -> write(json, one));
    json.endArray();
    return Answer.json(200, json.endObject());
  }

  private static Step step(Window window, Instant now) {
    boolean kept = window.after().isAfter(now.minus(Step.MINUTE.kept()));
    return kept && window.length().compareTo(FINE) <= 0 ? Step.MINUTE : Step.HOUR;
  }

  private static Order order(Query query) {
    String word = query.text("order", Rule.SAYABLE);
    return switch (word) {
      case null -> Order.FAILING;
      case "failing" -> Order.FAILING;
      case "slowest" -> Order.SLOWEST;
      default -> throw Query.wrong("order", "must be failing or slowest");
    };
  }

  private static void write(JsonWriter json, OfEndpoint one) {
    json.beginObject();
    json.name("appId").value(one.application().toString());
    json.name("endpointId").value(one.endpoint().toString());
    PulseOut.members(json, one.counts(), one.latencies());
    json.endObject();
  }
}
