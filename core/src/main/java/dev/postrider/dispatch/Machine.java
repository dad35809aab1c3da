package dev.postrider.dispatch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints of one dispatcher have in common: its time, books, tail, shares and alarms.
 */
final class Machine {
  /** Ordered by time, then endpoint, so that a run can be repeated. */
  private record Alarm(Instant at, EndpointQueue queue) implements Comparable<Alarm> {
    private static final Comparator<Alarm> ORDER =
        Comparator.comparing(Alarm::at).thenComparing(a -> a.queue.endpoint().id());

    @Override
    public int compareTo(Alarm other) {
      return ORDER.compare(this, other);
    }
  }

  final DispatchConfig config;
  final HealthRules healthRules;
  final RandomGenerator random;
  final Consumer<Effect> effects;
  final Books books;
  final Tail tail;
  final FairShare share;
  final DeliveryMemory memory;
  final SharedThrottles throttles = new SharedThrottles();

  /**
   * How many endpoints may load rows at once: fewer than there are connections to the database, so
   * that others find one, and none holds memory for rows that nobody has begun to read.
   */
  private static final int MOST_LOADING = 8;

  /**
   * False until the past has been replayed: a row may only be loaded when nothing older can still
   * come.
   */
  boolean loads;

  /** One for each endpoint at most: the earliest it asked for, since a pump asks anew. */
  private final TreeSet<Alarm> alarms = new TreeSet<>();

  private final ArrayDeque<EndpointQueue> awaitingCommit = new ArrayDeque<>();
  private final ArrayDeque<EndpointQueue> awaitingLoads = new ArrayDeque<>();

  /** Endpoints with rows on their way. */
  int loading;

  private Instant now = Instant.EPOCH;

  Machine(
      DispatchConfig config,
      RandomGenerator random,
      Consumer<Effect> effects,
      Books books,
      Tail tail) {
    this.config = config;
    this.healthRules = new HealthRules(config.health(), random);
    this.random = random;
    this.effects = effects;
    this.books = books;
    this.tail = tail;
    this.share = new FairShare(config.inFlight());
    this.memory = new DeliveryMemory(config.memoryBytes());
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
    Instant at = roundedUp(time);
    if (queue.alarm == null || at.isBefore(queue.alarm)) {
      silence(queue);
      queue.alarm = at;
      alarms.add(new Alarm(at, queue));
    }
  }

  /** To the clock's grain, or an alarm would lie ahead of a present that has reached it. */
  static Instant roundedUp(Instant time) {
    return time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
  }

  /** Takes back the endpoint's alarm, if it has one. */
  void silence(EndpointQueue queue) {
    if (queue.alarm != null) {
      alarms.remove(new Alarm(queue.alarm, queue));
      queue.alarm = null;
    }
  }

  void wakeAfterCommit(EndpointQueue queue) {
    if (!queue.awaitingCommit) {
      queue.awaitingCommit = true;
      awaitingCommit.add(queue);
    }
  }

  /** May one more endpoint load rows? If not, this one is woken when its turn has come. */
  boolean admitsLoading(EndpointQueue queue) {
    if (loading < MOST_LOADING) {
      return true;
    }
    if (!queue.awaitingLoads) {
      queue.awaitingLoads = true;
      awaitingLoads.add(queue);
    }
    return false;
  }

  /** Rows have come: the next endpoints may ask for theirs. */
  void loaded() {
    while (loading < MOST_LOADING && !awaitingLoads.isEmpty()) {
      EndpointQueue queue = awaitingLoads.remove();
      queue.awaitingLoads = false;
      queue.pump();
    }
  }

  /** Wakes the endpoints whose alarm is due. */
  void ring() {
    while (!alarms.isEmpty() && !alarms.first().at.isAfter(now)) {
      EndpointQueue queue = alarms.first().queue;
      silence(queue);
      queue.pump();
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
    Instant slot = throttles.nextSlot();
    Instant alarm = alarms.isEmpty() ? null : alarms.first().at;
    return alarm == null || (slot != null && slot.isBefore(alarm)) ? slot : alarm;
  }
}
