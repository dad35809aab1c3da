package dev.postrider.simulation;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Recovered.Done;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The receivers behind the endpoints: how they answer, and what each of them has got, in order. */
final class Receivers {

  /**
   * What comes of a request.
   *
   * @param took microseconds until the sender knows
   * @param arrives microseconds until the receiver has the message; negative for never
   */
  record Answer(Outcome outcome, long took, long arrives) {}

  /**
   * What goes out.
   *
   * @param as the endpoint by which it was made
   * @param signedBy the secrets
   * @param secret what its receiver verified with when it was sent
   * @param began when the attempt began
   */
  record Request(
      Message message,
      boolean manual,
      Endpoint as,
      List<String> signedBy,
      String secret,
      long began) {}

  private record Receipt(Message message, boolean manual) {}

  /** Fails for a time, in one way or in all; with a period it comes and goes. */
  private record Illness(long from, long until, long period, int how) {
    boolean now(long time) {
      return time >= from && time < until && (period == 0 || (time - from) / period % 2 == 0);
    }
  }

  private static final int WAYS = 14;
  private static final int ANY = -1;

  private final World world;
  private final Rows rows;
  private final Map<EndpointId, List<Illness>> illnesses = new HashMap<>();
  private final Map<EndpointId, List<Receipt>> received = new TreeMap<>();
  private final Map<EndpointId, Set<MessageId>> has = new HashMap<>();
  private final Map<Done, Integer> requests = new HashMap<>();
  private final Map<Done, Integer> sent = new HashMap<>();
  private boolean calm;

  Receivers(World world, Rows rows) {
    this.world = world;
    this.rows = rows;
  }

  void fallIll(EndpointId endpoint, long micros, long period, int trouble) {
    long now = world.time.now();
    boolean oneWay = world.chance.oneIn(2, "fails in one way", trouble);
    int how = oneWay ? world.chance.below(WAYS, "in which way", trouble) : ANY;
    illnesses
        .computeIfAbsent(endpoint, _ -> new ArrayList<>())
        .add(new Illness(now, now + micros, period, how));
  }

  /** Everything works from now on. */
  void calm() {
    calm = true;
  }

  /** The number of this request among all for the same delivery. */
  int request(Message message, EndpointId endpoint) {
    return requests.merge(new Done(message.id(), endpoint), 1, Integer::sum);
  }

  /** What comes of a request; counted unless nothing goes out. */
  Answer answer(Endpoint endpoint, Message message, int request) {
    Answer answer = answerOf(endpoint, message, request);
    if (!(answer.outcome instanceof Outcome.Withheld)) {
      sent.merge(new Done(message.id(), endpoint.id()), 1, Integer::sum);
    }
    return answer;
  }

  private Answer answerOf(Endpoint endpoint, Message message, int request) {
    EndpointId id = endpoint.id();
    int arrival = Names.arrival(message);
    long which = 1_000L * id.value() + request;
    Chance chance = world.chance;
    long timeout = endpoint.policy().timeout().toNanos() / 1_000;
    long latency = 1_000L + chance.below(20_000, "latency", arrival, which);
    if (calm || !world.has(Scenario.Nature.RECEIVERS_FAIL)) {
      return well(200, latency);
    }
    if (chance.oneIn(20, "slow", arrival, which)) {
      latency = timeout - 1 - chance.below(200_000, "slow by", arrival, which);
    }
    Illness ill =
        illnesses.getOrDefault(id, List.of()).stream()
            .filter(i -> i.now(world.time.now()))
            .findFirst()
            .orElse(null);
    int share = chance.oneIn(4, "often fails", id.value()) ? 60 : 5;
    if (ill == null && chance.below(100, "fails", arrival, which) >= share) {
      return well(200 + chance.below(3, "2xx", arrival, which), latency);
    }
    int how = ill == null || ill.how == ANY ? chance.below(WAYS, "how", arrival, which) : ill.how;
    return fails(how, arrival, which, latency, timeout);
  }

  private static Answer well(int status, long latency) {
    return new Answer(new Outcome.Answered(status, null, Payload.EMPTY), latency, latency / 2);
  }

  private Answer fails(int how, int arrival, long which, long latency, long timeout) {
    Chance chance = world.chance;
    return switch (how) {
      // Hangs to the time limit.
      case 0, 1 -> new Answer(unanswered(Failure.TIMEOUT), timeout, -1);
      // Has it, and answers after the time limit.
      case 2, 3 ->
          new Answer(
              unanswered(Failure.TIMEOUT),
              timeout,
              chance.below((int) timeout, "arrives", arrival, which));
      // Has it, and its answer is lost.
      case 4, 5 -> new Answer(unanswered(Failure.CONNECTION), latency, latency / 2);
      case 6 -> new Answer(unanswered(Failure.CONNECTION), latency, -1);
      case 7 -> new Answer(new Outcome.Withheld(), latency, -1);
      case 8 -> status(429, wish(arrival, which), latency);
      case 9 -> status(503, wish(arrival, which), latency);
      case 10 -> status(302, null, latency);
      case 11 -> status(chance.oneIn(2, "4xx", arrival, which) ? 400 : 404, null, latency);
      case 12 -> status(chance.oneIn(4, "gone", arrival, which) ? 410 : 500, null, latency);
      default -> status(500, null, latency);
    };
  }

  private Duration wish(int arrival, long which) {
    return world.chance.oneIn(6, "long wish", arrival, which)
        ? Duration.ofHours(2)
        : Duration.ofSeconds(world.chance.below(6, "wish", arrival, which) - 1L);
  }

  private static Outcome unanswered(Failure failure) {
    return new Outcome.Unanswered(failure, "");
  }

  private static Answer status(int status, @Nullable Duration wish, long latency) {
    return new Answer(new Outcome.Answered(status, wish, Payload.EMPTY), latency, -1);
  }

  /**
   * Promise 3: whatever comes is a message of the log, with the body that it has there. It was made
   * by a configuration that was in force at some time since its attempt began, and is signed by a
   * secret that its receiver knew then or knows now; but for the latter when clocks were set,
   * because old secrets end by the clock.
   */
  void receive(Request request, Webhooks webhooks) {
    Message message = request.message;
    EndpointId endpoint = request.as.id();
    Rows.Stored stored = rows.messages.get(message.id());
    Broken.unless(
        stored != null && stored.message().equals(message),
        () -> Names.of(message) + " was sent otherwise than it is in the log");
    Broken.unless(
        webhooks.inForceSince(request.as, request.began),
        () -> Names.of(message) + " was sent when no more " + Names.of(request.as));
    Broken.unless(
        world.clockWasSet()
            || request.signedBy.contains(request.secret)
            || request.signedBy.contains(webhooks.secretOf(endpoint)),
        () -> Names.of(message) + " is signed by no secret that " + Names.of(endpoint) + " knows");
    world.tell(() -> "receiver " + Names.of(endpoint) + " has " + Names.of(message));
    received
        .computeIfAbsent(endpoint, _ -> new ArrayList<>())
        .add(new Receipt(message, request.manual));
    has.computeIfAbsent(endpoint, _ -> new HashSet<>()).add(message.id());
  }

  /**
   * Promise 3: nothing is sent once more but what a process had under way when it ended, once by
   * itself and once because a person had asked.
   */
  void sentAsRecorded(long ended) {
    sent.forEach((delivery, times) -> {
      int recorded = rows.attempts(delivery);
      Broken.unless(
          times >= recorded && times <= recorded + 2 * ended,
          () ->
              "%s was sent to %s %d times, and %d attempts are recorded"
                  .formatted(
                      Names.of(delivery.message()),
                      Names.of(delivery.endpoint()),
                      times,
                      recorded));
    });
  }

  boolean has(EndpointId endpoint, MessageId message) {
    return has.getOrDefault(endpoint, Set.of()).contains(message);
  }

  /**
   * Promise 4, as seen from outside: who ignores ids that he has seen reads every lane in the order
   * of the log. Not promised of what a person or a task sent again, of endpoints whose lanes step
   * aside, and of what was given up and came all the same, because its attempt was booked as
   * failed.
   */
  void readInOrder(Webhooks webhooks) {
    received.forEach((endpoint, receipts) -> {
      if (!webhooks.skips(endpoint)) {
        readInOrder(endpoint, receipts);
      }
    });
  }

  private void readInOrder(EndpointId endpoint, List<Receipt> receipts) {
    Set<MessageId> loose = new HashSet<>();
    for (Receipt receipt : receipts) {
      Entry end = rows.settlements().get(new Done(receipt.message.id(), endpoint));
      if (receipt.manual
          || rows.repeated(receipt.message.id(), endpoint)
          || end == null
          || end.state() != Entry.State.DELIVERED) {
        loose.add(receipt.message.id());
      }
    }
    Map<Long, Message> last = new HashMap<>();
    Set<MessageId> seen = new HashSet<>();
    for (Receipt receipt : receipts) {
      Message message = receipt.message;
      long lane = Lane.of(message.orderingKey());
      if (lane != Lane.NONE && !loose.contains(message.id()) && seen.add(message.id())) {
        Message before = last.put(lane, message);
        Broken.unless(
            before == null || before.id().compareTo(message.id()) < 0,
            () ->
                "receiver %s had %s before %s"
                    .formatted(
                        Names.of(endpoint),
                        Names.of(Objects.requireNonNull(before)),
                        Names.of(message)));
      }
    }
  }
}
