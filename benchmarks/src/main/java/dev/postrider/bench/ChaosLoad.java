package dev.postrider.bench;

import dev.postrider.message.MessageId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends messages as careful services do, one thread per track: the next one when the one before is
 * acknowledged. What is not acknowledged is sent again under the same name; without an ordering
 * key, every other such message is given up instead.
 */
final class ChaosLoad {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int REST_MILLIS = 200;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Where it goes, and how often in all. */
  record Target(URI base, String token, List<String> applications, double perSecond) {}

  private final ChaosShape shape;
  private final Target target;
  private final ChaosSent sent;
  private final ChaosTimeline timeline;
  private final ChaosFindings findings;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final List<byte[]> payloads;
  private final List<Thread> threads;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();
  private volatile boolean stopping;
  private volatile long deadline = Long.MAX_VALUE;

  /** What became of one request. */
  private sealed interface Answer {
    /** The key of the message; 0 when the answer did not say. */
    record Acknowledged(long id) implements Answer {}

    /** Not now: 503 and the like. */
    record Refused() implements Answer {}

    /** Nobody knows. */
    record None() implements Answer {}

    record Unexpected(String what) implements Answer {}
  }

  private ChaosLoad(
      ChaosShape shape,
      Target target,
      ChaosSent sent,
      ChaosTimeline timeline,
      ChaosFindings findings) {
    this.shape = shape;
    this.target = target;
    this.sent = sent;
    this.timeline = timeline;
    this.findings = findings;
    var payloads = new Payloads(RandomGeneratorFactory.of("L64X128MixRandom").create(shape.seed()));
    this.payloads =
        IntStream.range(0, shape.allTracks()).mapToObj(_ -> payloads.next(shape.size())).toList();
    this.threads =
        IntStream.range(0, shape.allTracks())
            .mapToObj(track -> Thread.ofVirtual().name("load-" + track).unstarted(() -> run(track)))
            .toList();
  }

  static ChaosLoad start(
      ChaosShape shape,
      Target target,
      ChaosSent sent,
      ChaosTimeline timeline,
      ChaosFindings findings) {
    var load = new ChaosLoad(shape, target, sent, timeline, findings);
    load.threads.forEach(Thread::start);
    return load;
  }

  /** Answers that asked to come again later. */
  long refused() {
    return refused.get();
  }

  /** Requests without an answer. */
  long unanswered() {
    return unanswered.get();
  }

  /** Begins nothing more, and lets what is under way be acknowledged for as long as this. */
  void stop(Duration longest) throws InterruptedException {
    deadline = System.nanoTime() + longest.toNanos();
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    client.shutdownNow();
  }

  private void run(int track) {
    long interval = (long) (1e9 * shape.allTracks() / target.perSecond);
    long due = System.nanoTime() + interval * track / shape.allTracks();
    try {
      while (!stopping) {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        deliver(track, sent.begin(track));
        // Who was held up does not catch up: what is measured is what becomes of messages.
        due = Math.max(due + interval, System.nanoTime());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(int track, int number) throws InterruptedException {
    byte[] payload = payloads.get(track).clone();
    Stamp.write(ByteBuffer.wrap(payload), Stamp.PREFIX.length(), track, number, timeline.millis());
    sent.sending(track, number, ChaosReceivers.hash(payload));
    HttpRequest request = request(track, number, payload);
    for (int times = 1; ; times++) {
      int posted = timeline.millis();
      switch (post(request, shape.byEventId(track) && times > 1)) {
        case Answer.Acknowledged(long id) -> {
          sent.acknowledged(track, number, id, timeline.millis());
          timeline.acknowledged(posted);
          return;
        }
        case Answer.Refused() -> refused.incrementAndGet();
        case Answer.None() -> unanswered.incrementAndGet();
        case Answer.Unexpected(String what) ->
            findings.add(
                ChaosBreach.ANSWER,
                "%s at %d ms, track %d, number %d, sent %d times: %s"
                    .formatted(
                        ChaosShape.name(track, number),
                        timeline.millis(),
                        track,
                        number,
                        times,
                        what));
      }
      Thread.sleep(REST_MILLIS + (track * 37 + times * 61) % REST_MILLIS);
      boolean givenUp = !shape.ordered(track) && (track + number + times) % 2 == 0;
      if (givenUp || (stopping && System.nanoTime() > deadline)) {
        return;
      }
    }
  }

  private HttpRequest request(int track, int number, byte[] payload) {
    String name = ChaosShape.name(track, number);
    String key = shape.ordered(track) ? ",\"orderingKey\":\"lane-" + track + "\"" : "";
    String id = shape.byEventId(track) ? ",\"eventId\":\"" + name + "\"" : "";
    String body =
        "{\"eventType\":\"message.created\"%s%s,\"payload\":%s}"
            .formatted(key, id, new String(payload, StandardCharsets.UTF_8));
    String application = target.applications.get(shape.applicationOfTrack(track));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                target.base.resolve("/api/v1/app/" + application + "/msg?with_content=false"))
            .timeout(ANSWER)
            .header("Authorization", "Bearer " + target.token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return (shape.byEventId(track) ? request : request.header("Idempotency-Key", name)).build();
  }

  /**
   * @param known whether the API may know the message's event id already
   */
  private Answer post(HttpRequest request, boolean known) throws InterruptedException {
    HttpResponse<String> response;
    try {
      response = client.send(request, BodyHandlers.ofString());
    } catch (IOException broken) {
      return new Answer.None();
    }
    // A key whose first request is still under way is 409 as well.
    boolean keyed = request.headers().firstValue("Idempotency-Key").isPresent();
    return switch (response.statusCode()) {
      case 202 -> acknowledged(response.body());
      case 503 -> new Answer.Refused();
      case 409 ->
          known ? new Answer.Acknowledged(0) : keyed ? new Answer.Refused() : unexpected(response);
      default -> unexpected(response);
    };
  }

  private static Answer unexpected(HttpResponse<String> response) {
    return new Answer.Unexpected(response.statusCode() + " " + response.body());
  }

  private static Answer acknowledged(String body) {
    try {
      return MessageId.parse(JSON.readTree(body).path("id").asString(""))
          .<Answer>map(id -> new Answer.Acknowledged(id.value()))
          .orElseGet(() -> new Answer.Unexpected("202 without an id: " + body));
    } catch (JacksonException e) {
      return new Answer.Unexpected("202 and no JSON: " + body);
    }
  }
}
