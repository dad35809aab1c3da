package dev.postrider.server.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What Postrider says has become of an application's events, once it says so. */
record Progress(DemoApi api, String application) {
  private static final int TRIES = 500;
  private static final Duration BETWEEN = Duration.ofMillis(20);

  /** The attempts of an event, newest first, when there are at least so many. */
  JsonNode attempts(Published event, int count) throws IOException, InterruptedException {
    return await("/attempt/msg/" + event.id(), all -> all.size() >= count);
  }

  /** When the event, which has failed so often, is tried again. */
  Instant nextAttempt(Published event, int failures) throws IOException, InterruptedException {
    attempts(event, failures);
    JsonNode delivery = delivery(event, d -> d.path("nextAttempt").isString());
    return Instant.parse(delivery.path("nextAttempt").asString());
  }

  /** The event was tried once, failed, and is not tried again. */
  boolean givenUp(Published event) throws IOException, InterruptedException {
    attempts(event, 1);
    JsonNode delivery = delivery(event, _ -> true);
    return delivery.path("statusText").asString().equals("fail")
        && delivery.path("nextAttempt").isNull();
  }

  private JsonNode delivery(Published event, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    return await("/msg/" + event.id() + "/endpoint", all -> wanted.test(all.path(0))).path(0);
  }

  private JsonNode await(String path, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      JsonNode data = api.ask("GET", "/api/v1/app/" + application + path, "").json().path("data");
      if (wanted.test(data)) {
        return data;
      }
      Thread.sleep(BETWEEN);
    }
    throw new IOException("the history does not have what it should; see GET …" + path);
  }
}
