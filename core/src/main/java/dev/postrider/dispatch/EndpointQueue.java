package dev.postrider.dispatch;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry.State;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint: a bounded window in memory, everything else parked.
 *
 * <pre>
 *  message --> memory --> attempt --> delivered | discarded | cancelled
 *     |          ^  |        |
 *     |          |  |        +--failed: DUE (blocks its lane; what waits behind it becomes LANE)
 *     |          |  +--lane blocked: LANE
 *     +--for later: DUE
 *     +--no room: ROOM --loaded--> memory, or LANE when its lane has rows on disk
 * </pre>
 */
final class EndpointQueue {
  static final String DELETED = "the endpoint was deleted";
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  final Machine machine;
  final Backlog backlog;
  final Lanes lanes = new Lanes();
  final ArrayDeque<Delivery> ready = new ArrayDeque<>(2);
  final HealthTracker health;
  final Window window;
  final Pace pace = new Pace(this);
  final Set<MessageId> resends = new HashSet<>(0);
  final Parking parking = new Parking(this);
  final Repeats repeats = new Repeats(this);
  private final Reloads reloads = new Reloads(this);
  private final Cancels cancels = new Cancels(this);
  private Endpoint endpoint;
  final List<Delivery> flying = new ArrayList<>(2);
  private boolean cancelling;

  // Kept by FairShare and Machine.
  boolean offered;
  boolean awaitingCommit;
  boolean awaitingLoads;
  @Nullable Instant alarm;
  Instant touched;

  // Kept by SharedThrottle: waits for its turn, and has it.
  boolean awaitingTurn;
  boolean hasTurn;

  EndpointQueue(Machine machine, Endpoint endpoint) {
    this.machine = machine;
    this.endpoint = endpoint;
    this.backlog = new Backlog(endpoint.id(), machine.books);
    this.health = new HealthTracker(machine, endpoint.failingSince());
    this.window = new Window(machine);
    this.touched = machine.now();
    pace.follow(endpoint);
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void recover(Recovered.Backlog rows) {
    backlog.recover(rows.room(), rows.nextDue());
    lanes.recover(rows.lanes());
  }

  // Newcomers

  /**
   * Takes a new message: to memory when there is room and nothing waits for room before it. One for
   * later goes to disk at once, and into no lane, which it would hold up until then.
   */
  void admit(Message message, Tail.Tracked tracked) {
    touched = machine.now();
    Instant at = message.extras().deliverAt();
    Instant later = at != null && at.isAfter(machine.now()) ? at : null;
    long lane = later == null ? Lane.of(message.orderingKey()) : Lane.NONE;
    Delivery delivery = delivery(message, 0, false, lane);
    if (endpoint.status() == Endpoint.Status.DELETED) {
      machine.books.settle(delivery, null, State.CANCELLED, DELETED);
      retire(delivery);
      return;
    }
    if (later != null) {
      parking.schedule(delivery, later);
      pump();
      return;
    }
    if (backlog.hasRoomRows() || !hasRoom() || !flowing()) {
      parking.room(delivery);
      retire(delivery);
      pump();
      return;
    }
    backlog.passed(message.id().value());
    if (take(delivery)) {
      machine.tail.hold(tracked, delivery);
    }
  }

  Delivery delivery(Message message, int attempts, boolean manual, long lane) {
    return new Delivery(this, message, manual ? null : lanes.of(lane), attempts, manual);
  }

  /** Puts a delivery into memory, or behind its lane on disk (false). */
  boolean take(Delivery delivery) {
    LaneQueue lane = delivery.lane;
    if (lane != null && lane.onDisk()) {
      parking.hold(delivery, lane);
      return false;
    }
    window.enter(delivery);
    if (lane == null) {
      ready.add(delivery);
    } else if (lane.head == null) {
      lane.head = delivery;
      ready.add(delivery);
    } else {
      lane.waiting.add(delivery);
    }
    offer();
    return true;
  }

  // Attempts

  /** The next delivery to attempt, counted as in flight; null when none may start now. */
  @Nullable Delivery poll() {
    if (!sendable()) {
      return null;
    }
    Delivery delivery = ready.remove();
    flying.add(delivery);
    pace.sent();
    health.sent(delivery);
    return delivery;
  }

  private boolean sendable() {
    if (ready.isEmpty() || !sends() || flying.size() >= endpoint.policy().concurrency()) {
      return false;
    }
    if (!health.permits()) {
      health.wakeAt().ifPresent(at -> machine.wakeAt(at, this));
      return false;
    }
    return pace.permits();
  }

  private void offer() {
    if (sendable()) {
      machine.share.offer(this);
    }
  }

  /**
   * What waits in memory goes to disk while nothing is being sent. What waits behind an attempt
   * under way stays, because held rows come after a head on disk only.
   */
  private void shed() {
    if (!keeps()) {
      ready.forEach(parking::shed);
      ready.clear();
    }
  }

  /**
   * An attempt has ended: settles the delivery or parks it for its retry. Returns what was decided.
   */
  Optional<Verdict> finished(Delivery delivery, Attempted attempted, PolicyOverrides ofType) {
    touched = machine.now();
    flying.remove(delivery);
    machine.share.finished(delivery);
    if (attempted.outcome() instanceof Outcome.Withheld) {
      takeBack(delivery);
      return Optional.empty();
    }
    delivery.attempts++;
    Policy policy = endpoint.policy(ofType);
    Verdict verdict =
        finalIfManual(
            delivery,
            policy.judge(attempted.outcome(), delivery.attempts, machine.now(), machine.random));
    health.learn(delivery, verdict, attempted.outcome(), policy.statuses());
    switch (verdict) {
      case Verdict.Delivered() -> settle(delivery, attempted, State.DELIVERED, null);
      case Verdict.Discard(var reason, _) -> settle(delivery, attempted, State.DISCARDED, reason);
      case Verdict.Retry _ when endpoint.status() == Endpoint.Status.DELETED ->
          settle(delivery, attempted, State.CANCELLED, DELETED);
      case Verdict.Retry _ when delivery.cancelled ->
          settle(delivery, attempted, State.CANCELLED, Cancels.REASON);
      case Verdict.Retry(var at) -> retry(delivery, attempted, at);
    }
    shed();
    pump();
    return Optional.of(verdict);
  }

  private static Verdict finalIfManual(Delivery delivery, Verdict verdict) {
    return delivery.manual && verdict instanceof Verdict.Retry
        ? new Verdict.Discard("a resend is tried once", false)
        : verdict;
  }

  private void takeBack(Delivery delivery) {
    if (endpoint.status() == Endpoint.Status.DELETED) {
      settle(delivery, null, State.CANCELLED, DELETED);
      cancelParkedWhenIdle();
    } else {
      if (delivery.cancelled) {
        settle(delivery, null, State.CANCELLED, Cancels.REASON);
      } else {
        ready.addFirst(delivery);
      }
      // If word of an enabling came before this, nothing else would start the endpoint again.
      health.rest(delivery);
      shed();
      pump();
    }
  }

  void settle(
      Delivery delivery, @Nullable Attempted attempted, State state, @Nullable String reason) {
    machine.books.settle(delivery, attempted, state, reason);
    machine.tail.release(delivery);
    if (delivery.manual) {
      resends.remove(delivery.message.id());
    }
    machine.books.afterwards(() -> {
      window.leave(delivery);
      if (delivery.headOfLane()) {
        succeed(delivery);
      }
      pump();
    });
  }

  private void retry(Delivery delivery, Attempted attempted, Instant at) {
    LaneQueue lane = delivery.lane;
    boolean steps = lane == null || endpoint.policy().lane().releases(delivery.attempts);
    parking.retry(delivery, attempted, at, steps);
    machine.books.afterwards(() -> {
      window.leave(delivery);
      if (delivery.headOfLane()) {
        succeed(delivery);
      }
      pump();
    });
  }

  /**
   * The head has left its lane for good, durably: the next one moves up, once those that were
   * cancelled between them are settled on disk too.
   */
  private void succeed(Delivery head) {
    LaneQueue lane = head.lane;
    if (lane == null) {
      return;
    }
    if (!machine.books.durable(lane.cancelTicket)) {
      machine.books.afterwards(() -> succeed(head));
      return;
    }
    lane.head = null;
    moveUp(lane);
  }

  void moveUp(LaneQueue lane) {
    Delivery next = lane.waiting.poll();
    if (next != null) {
      lane.head = next;
      ready.add(next);
      shed();
      offer();
    } else if (lane.held > 0) {
      lanes.feed(lane);
    } else {
      lanes.retire(lane);
    }
  }

  // Memory

  /** A delivery that never entered memory leaves no empty lane behind. */
  private void retire(Delivery delivery) {
    if (delivery.lane != null) {
      lanes.retire(delivery.lane);
    }
  }

  boolean hasRoom() {
    return lanes.blocked() < machine.config.lanes() && window.hasRoom();
  }

  private boolean sends() {
    return endpoint.sends();
  }

  /** False while nothing may be sent for a time: memory belongs to those who send. */
  private boolean keeps() {
    return sends() && (!health.paused() || health.permits());
  }

  /** False while newcomers go to disk because nothing is being sent. */
  private boolean flowing() {
    return sends() && !health.paused();
  }

  // Parked rows

  /** Loads what there is room for, and sends what may be sent. Harmless at any time. */
  void pump() {
    if (endpoint.status() == Endpoint.Status.DELETED) {
      cancels.clear();
      cancelParkedWhenIdle();
      return;
    }
    offer();
    health.tell(endpoint);
    Instant tellAt = health.tellAt(endpoint);
    if (tellAt != null) {
      machine.wakeAt(tellAt, this);
    }
    if (!machine.loads) {
      return;
    }
    cancels.proceed();
    if (sends() && !cancels.active()) {
      reloads.request();
    }
  }

  /** Rows have come from disk. */
  void loaded(Load load, Loaded found) {
    touched = machine.now();
    if (load instanceof Load.One) {
      cancels.came(found.rows());
      pump();
      return;
    }
    window.release(load.limit());
    if (endpoint.status() == Endpoint.Status.DELETED) {
      cancelParkedWhenIdle();
      return;
    }
    Loaded fitting = window.fitting(found);
    boolean some = found.rows().isEmpty() || !fitting.rows().isEmpty();
    if (keeps() && some) {
      reloads.came(load, fitting);
    } else {
      putBack(load);
    }
    pump();
  }

  void loadFailed(Load load) {
    if (load instanceof Load.One) {
      cancels.failed();
    } else {
      window.release(load.limit());
      putBack(load);
    }
    machine.wakeAt(machine.now().plusSeconds(1), this);
  }

  /** The rows stand on disk as before, and are asked for again. */
  void putBack(Load load) {
    backlog.putBack(load);
    if (load instanceof Load.Held held && endpoint.status() != Endpoint.Status.DELETED) {
      LaneQueue lane = lanes.of(held.lane());
      if (lane != null) {
        lanes.putBack(lane);
      }
    }
  }

  /** A person gives up what is pending of a message. */
  void cancel(MessageId message, Object token) {
    touched = machine.now();
    cancels.ask(message, token);
    pump();
  }

  // Changes

  void changed(Endpoint newer) {
    if (newer.revision() <= endpoint.revision()) {
      return;
    }
    touched = machine.now();
    Endpoint before = endpoint;
    endpoint = newer;
    pace.follow(newer);
    if (newer.freshRevision() > before.revision()) {
      health.forgive();
    }
    if (newer.status() == Endpoint.Status.DELETED) {
      cancel();
    } else if (!newer.sends()) {
      shed();
    }
    pump();
  }

  private void cancel() {
    backlog.clear();
    resends.clear();
    for (Delivery delivery : lanes.clear()) {
      settle(delivery, null, State.CANCELLED, DELETED);
    }
    for (Delivery delivery = ready.poll(); delivery != null; delivery = ready.poll()) {
      settle(delivery, null, State.CANCELLED, DELETED);
    }
    cancelling = true;
  }

  /** Cancels the rows on disk once no attempt can write any more, so that each is settled once. */
  private void cancelParkedWhenIdle() {
    if (cancelling && flying.isEmpty() && !window.loading() && !cancels.reading()) {
      cancelling = false;
      machine.books.afterwards(
          () -> machine.effects.accept(new Effect.CancelParked(endpoint.id())));
    }
  }

  /**
   * The past has been replayed: rows may be loaded, or cancelled when the endpoint was deleted
   * before.
   */
  void start() {
    if (endpoint.status() == Endpoint.Status.DELETED) {
      cancel();
    }
    pump();
  }

  /** What was asked of the directory has been tried. */
  void answered() {
    health.answered();
    if (health.tellAt(endpoint) != null) {
      // It was not achieved, or word of it is still to come.
      machine.wakeAt(machine.now().plus(ASK_AGAIN), this);
    }
  }

  /** True when nothing would be lost by forgetting it. */
  boolean idle() {
    return window.empty()
        && flying.isEmpty()
        && !cancels.active()
        && resends.isEmpty()
        && !cancelling
        && !awaitingTurn
        && !health.resting()
        && backlog.empty()
        && lanes.empty();
  }
}
