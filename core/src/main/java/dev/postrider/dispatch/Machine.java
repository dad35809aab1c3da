package dev.postrider.dispatch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints of one dispatcher have in common: its time, books, tail, shares and alarms.
 */
final class Machine {
  private record Alarm(Instant at, EndpointQueue queue) {}

  final DispatchConfig config;
  final HealthRules healthRules;
  final RandomGenerator random;
  final Consumer<Effect> effects;
  final Books books;
  final Tail tail;
  final FairShare share;

  /** Payload bytes of all deliveries in memory. */
  long bytes;

  /**
   * False until the past has been replayed: a row may only be loaded when nothing older can still
   * come.
   */
  boolean loads;

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));
  private final ArrayDeque<EndpointQueue> awaitingCommit = new ArrayDeque<>();
  private Instant now = Instant.EPOCH;

  Machine(
      DispatchConfig config,
      RandomGenerator random,
      Consumer<Effect> effects,
      Books books,
      Tail tail) {
    this.config = config;
    this.healthRules = new HealthRules(config.health());
    this.random = random;
    this.effects = effects;
    this.books = books;
    this.tail = tail;
    this.share = new FairShare(config.inFlight());
  }

  /**
   * The present, in whole microseconds as parked rows keep their times. It never goes back, because
   * parked rows are read by rising time.
   */
  Instant now() {
    return now;
  }

  void advance(Instant to) {
    Instant micros = to.truncatedTo(ChronoUnit.MICROS);
    if (micros.isAfter(now)) {
      now = micros;
    }
  }

  void wakeAt(Instant time, EndpointQueue queue) {
    // Rounded up to the clock's grain, or the alarm would lie ahead of a present that has reached
    // it.
    Instant at = time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
    if (queue.alarm == null || at.isBefore(queue.alarm)) {
      queue.alarm = at;
      alarms.add(new Alarm(at, queue));
    }
  }

  void wakeAfterCommit(EndpointQueue queue) {
    if (!queue.awaitingCommit) {
      queue.awaitingCommit = true;
      awaitingCommit.add(queue);
    }
  }

  /** Wakes the endpoints whose alarm is due. */
  void ring() {
    for (Alarm a = alarms.peek(); a != null && !a.at.isAfter(now); a = alarms.peek()) {
      alarms.remove();
      if (a.at.equals(a.queue.alarm)) {
        a.queue.alarm = null;
        a.queue.pump();
      }
    }
  }

  void committed(long ticket) {
    books.committed(ticket);
    for (int n = awaitingCommit.size(); n > 0; n--) {
      EndpointQueue queue = awaitingCommit.remove();
      queue.awaitingCommit = false;
      queue.pump();
    }
  }

  /** The next alarm; null when there is none. */
  @Nullable Instant nextAlarm() {
    Alarm first = alarms.peek();
    return first == null ? null : first.at;
  }
}
