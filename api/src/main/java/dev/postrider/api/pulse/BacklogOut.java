package dev.postrider.api.pulse;

import dev.postrider.api.http.Answer;
import dev.postrider.api.http.JsonWriter;
import dev.postrider.api.http.Request;
import dev.postrider.pulse.Load;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Answers what is under way and what waits, in the whole installation. */
final class BacklogOut {
  private final Supplier<Load> load;
  private final InstantSource clock;

  BacklogOut(Supplier<Load> load, InstantSource clock) {
    this.load = load;
    this.clock = clock;
  }

  Answer get(Request request) {
    Load now = load.get();
    JsonWriter json = new JsonWriter().beginObject();
    json.name("inFlight").value(now.inFlight());
    json.name("memoryBytes").value(now.memoryBytes());
    json.name("parked").value(now.parked());
    json.name("dispatchEvents").value(now.dispatchEvents());
    json.name("journalMessages").value(now.journalMessages());
    json.name("journalBytes").value(now.journalBytes());
    Instant last = now.lastCommit();
    if (last != null) {
      Duration age = Duration.between(last, clock.instant());
      json.name("lastCommitAgeMs").value(age.isNegative() ? Duration.ZERO : age);
    }
    json.name("behind").value(now.behind());
    json.name("databaseUp").value(now.databaseUp());
    return Answer.json(200, json.endObject());
  }
}
