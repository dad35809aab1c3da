package dev.postrider.dispatch;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Lane;
import dev.postrider.message.Message;
import dev.postrider.policy.Policy;
import dev.postrider.policy.Verdict;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import dev.postrider.record.Parked.Wait;
import dev.postrider.record.ParkedStore.Load;
import dev.postrider.record.ParkedStore.Loaded;
import dev.postrider.record.ParkedStore.Row;
import dev.postrider.record.Recovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one endpoint: a bounded window in memory, everything else parked.
 *
 * <pre>
 *  message --> memory --> attempt --> delivered | discarded | cancelled
 *     |          ^  |        |
 *     |          |  |        +--failed: DUE (blocks its lane; what waits behind it becomes LANE)
 *     |          |  +--lane blocked: LANE
 *     +--no room: ROOM --loaded--> memory, or LANE when its lane has rows on disk
 * </pre>
 */
final class EndpointQueue {
  private static final int DUE_AT_ONCE = 64;

  private final Machine machine;
  private final Backlog backlog;
  private final Lanes lanes = new Lanes();
  private final ArrayDeque<Delivery> ready = new ArrayDeque<>(2);
  private Endpoint endpoint;
  private Health health = Health.WELL;
  private @Nullable Instant firstFailure;
  private int inMemory;
  private int inFlight;
  private int reserved;
  private long bytes;
  private boolean cancelling;

  // Kept by FairShare and Machine.
  boolean offered;
  boolean awaitingCommit;
  @Nullable Instant alarm;
  Instant touched;

  EndpointQueue(Machine machine, Endpoint endpoint) {
    this.machine = machine;
    this.endpoint = endpoint;
    this.backlog = new Backlog(endpoint.id(), machine.books);
    this.firstFailure = endpoint.failingSince();
    this.touched = machine.now();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  void recover(Recovered.Backlog rows) {
    backlog.recover(rows.room(), rows.nextDue());
    lanes.recover(rows.lanes());
  }

  // Newcomers

  /** Takes a new message: to memory when there is room and nothing waits for room before it. */
  void admit(Message message, Tail.Tracked tracked) {
    touched = machine.now();
    Delivery delivery = delivery(message, 0, false, Lane.of(message.orderingKey()));
    if (endpoint.status() == Endpoint.Status.DELETED) {
      machine.books.settle(delivery, null, State.CANCELLED, "the endpoint was deleted");
      retire(delivery);
      return;
    }
    if (backlog.hasRoomRows() || !hasRoom() || !flowing()) {
      park(delivery, Wait.ROOM, null);
      backlog.roomParked();
      retire(delivery);
      pump();
      return;
    }
    backlog.passed(message.id().value());
    if (take(delivery)) {
      machine.tail.hold(tracked, delivery);
    }
  }

  private Delivery delivery(Message message, int attempts, boolean manual, long lane) {
    return new Delivery(this, message, manual ? null : lanes.of(lane), attempts, manual);
  }

  /** Puts a delivery into memory, or behind its lane on disk (false). */
  private boolean take(Delivery delivery) {
    LaneQueue lane = delivery.lane;
    if (lane != null && lane.onDisk()) {
      hold(delivery, lane);
      return false;
    }
    enter(delivery);
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

  private void hold(Delivery delivery, LaneQueue lane) {
    park(delivery, Wait.LANE, null);
    lane.hold(machine.books.written());
  }

  private void park(Delivery delivery, Wait wait, @Nullable Instant due) {
    parkIn(delivery, laneOf(delivery), wait, due, null);
  }

  private void parkIn(
      Delivery delivery,
      long lane,
      Wait wait,
      @Nullable Instant due,
      @Nullable Attempted attempted) {
    Message message = delivery.message;
    var row =
        new Parked(
            endpoint.id(),
            message.id(),
            message.application(),
            lane,
            wait,
            due,
            delivery.attempts,
            delivery.manual);
    machine.books.park(delivery, row, attempted);
    machine.tail.release(delivery);
  }

  private static long laneOf(Delivery delivery) {
    return delivery.lane == null ? Lane.NONE : delivery.lane.key;
  }

  /** Writes a row for a delivery that stays in memory, so that the checkpoint can pass it. */
  void insure(Delivery delivery) {
    park(delivery, Wait.ROOM, null);
  }

  // Attempts

  /** The next delivery to attempt, counted as in flight; null when none may start now. */
  @Nullable Delivery poll(Instant now) {
    if (!sendable(now)) {
      return null;
    }
    Delivery delivery = ready.remove();
    inFlight++;
    health = machine.healthRules.sent(health);
    return delivery;
  }

  private boolean sendable(Instant now) {
    if (ready.isEmpty() || !sends() || inFlight >= endpoint.policy().concurrency()) {
      return false;
    }
    boolean permitted = machine.healthRules.permits(health, now);
    if (!permitted) {
      machine.healthRules.wakeAt(health).ifPresent(at -> machine.wakeAt(at, this));
    }
    return permitted;
  }

  private void offer() {
    if (sendable(machine.now())) {
      machine.share.offer(this);
    }
  }

  /**
   * An attempt has ended: settles the delivery or parks it for its retry. Returns what was decided.
   */
  Optional<Verdict> finished(Delivery delivery, Attempted attempted) {
    touched = machine.now();
    inFlight--;
    machine.share.finished(this);
    if (attempted.outcome() instanceof Outcome.Withheld) {
      takeBack(delivery);
      return Optional.empty();
    }
    delivery.attempts++;
    Policy policy = endpoint.policy();
    Verdict verdict =
        policy.judge(attempted.outcome(), delivery.attempts, machine.now(), machine.random);
    learn(verdict, attempted.outcome());
    switch (verdict) {
      case Verdict.Delivered() -> settle(delivery, attempted, State.DELIVERED, null);
      case Verdict.Discard(var reason, var disable) -> {
        settle(delivery, attempted, State.DISCARDED, reason);
        if (disable) {
          machine.effects.accept(new Effect.Disable(endpoint.id(), reason));
        }
      }
      case Verdict.Retry _ when delivery.manual ->
          settle(delivery, attempted, State.DISCARDED, "a resend is tried once");
      case Verdict.Retry _ when endpoint.status() == Endpoint.Status.DELETED ->
          settle(delivery, attempted, State.CANCELLED, "the endpoint was deleted");
      case Verdict.Retry(var at) -> retry(delivery, attempted, at);
    }
    pump();
    return Optional.of(verdict);
  }

  private void takeBack(Delivery delivery) {
    if (endpoint.status() == Endpoint.Status.DELETED) {
      settle(delivery, null, State.CANCELLED, "the endpoint was deleted");
      cancelParkedWhenIdle();
    } else {
      ready.addFirst(delivery);
      // If word of an enabling came before this, nothing else would start the endpoint again.
      health = machine.healthRules.pause(machine.now());
      pump();
    }
  }

  private void settle(
      Delivery delivery, @Nullable Attempted attempted, State state, @Nullable String reason) {
    machine.books.settle(delivery, attempted, state, reason);
    machine.tail.release(delivery);
    machine.books.afterwards(() -> {
      leave(delivery);
      if (delivery.headOfLane()) {
        succeed(delivery);
      }
      pump();
    });
  }

  private void retry(Delivery delivery, Attempted attempted, Instant at) {
    LaneQueue lane = delivery.lane;
    boolean steps = lane == null || endpoint.policy().lane().releases(delivery.attempts);
    Instant due = at.isBefore(machine.now()) ? machine.now() : at.truncatedTo(MICROS);
    parkIn(delivery, steps ? Lane.NONE : laneOf(delivery), Wait.DUE, due, attempted);
    backlog.dueParked(due);
    if (lane != null && !steps) {
      lanes.block(lane);
      lane.cursor = 0;
      for (Delivery next = lane.waiting.poll(); next != null; next = lane.waiting.poll()) {
        hold(next, lane);
        leave(next);
      }
    }
    machine.books.afterwards(() -> {
      leave(delivery);
      if (delivery.headOfLane()) {
        succeed(delivery);
      }
      pump();
    });
  }

  /** The head has left its lane for good, durably: the next one moves up. */
  private void succeed(Delivery head) {
    if (head.lane != null) {
      head.lane.head = null;
      moveUp(head.lane);
    }
  }

  private void moveUp(LaneQueue lane) {
    Delivery next = lane.waiting.poll();
    if (next != null) {
      lane.head = next;
      ready.add(next);
      offer();
    } else if (lane.held > 0) {
      lanes.feed(lane);
    } else {
      lanes.retire(lane);
    }
  }

  /** Draws the consequences of an outcome for the endpoint as a whole. */
  private void learn(Verdict verdict, Outcome outcome) {
    Instant now = machine.now();
    if (outcome instanceof Outcome.Answered(int status, _, _)
        && endpoint.policy().statuses().refuses(status)) {
      // It refused this message, and so is alive and well.
      health = machine.healthRules.succeeded(health, now);
      return;
    }
    if (verdict instanceof Verdict.Delivered) {
      boolean marked = endpoint.failingSince() != null;
      firstFailure = null;
      health = machine.healthRules.succeeded(health, now);
      if (marked) {
        mark(Optional.empty());
      }
      return;
    }
    Instant since = firstFailure == null ? now : firstFailure;
    firstFailure = since;
    Duration asked =
        outcome instanceof Outcome.Answered(_, var after, _) && after != null
            ? Policy.bounded(after)
            : null;
    health = machine.healthRules.failed(health, now, asked);
    machine.healthRules.wakeAt(health).ifPresent(at -> machine.wakeAt(at, this));
    if (endpoint.failingSince() == null && health instanceof Health.Open) {
      mark(Optional.of(since));
    }
    if (since.plus(endpoint.policy().disableAfter()).isBefore(now)
        && endpoint.status() == Endpoint.Status.ENABLED) {
      firstFailure = now;
      String reason = "it has failed without one success since " + since;
      machine.effects.accept(new Effect.Disable(endpoint.id(), reason));
    }
  }

  private void mark(Optional<Instant> since) {
    endpoint = endpoint.failing(since.orElse(null));
    machine.effects.accept(new Effect.MarkFailing(endpoint.id(), since));
  }

  // Memory

  private void enter(Delivery delivery) {
    inMemory++;
    bytes += delivery.size();
    machine.bytes += delivery.size();
  }

  private void leave(Delivery delivery) {
    inMemory--;
    bytes -= delivery.size();
    machine.bytes -= delivery.size();
  }

  /** A delivery that never entered memory leaves no empty lane behind. */
  private void retire(Delivery delivery) {
    if (delivery.lane != null) {
      lanes.retire(delivery.lane);
    }
  }

  private boolean hasRoom() {
    return room() > 0;
  }

  private int room() {
    DispatchConfig config = machine.config;
    if (bytes >= config.windowBytes() || lanes.blocked() >= config.lanes()) {
      return 0;
    }
    if (machine.bytes >= config.memoryBytes()) {
      return inMemory + reserved == 0 ? 1 : 0;
    }
    return config.window() - inMemory - reserved;
  }

  private boolean sends() {
    return endpoint.status() == Endpoint.Status.ENABLED;
  }

  /** False while newcomers go to disk because nothing is being sent. */
  private boolean flowing() {
    return sends() && !(health instanceof Health.Open);
  }

  // Parked rows

  /** Loads what there is room for, and sends what may be sent. Harmless at any time. */
  void pump() {
    if (endpoint.status() == Endpoint.Status.DELETED) {
      cancelParkedWhenIdle();
      return;
    }
    offer();
    if (!machine.loads || !sends()) {
      return;
    }
    Instant now = machine.now();
    int room = room();
    if (!(health instanceof Health.Healthy) && !(health instanceof Health.Ramping)) {
      if (!machine.healthRules.permits(health, now)) {
        alarms();
        return;
      }
      room = inMemory + reserved == 0 ? 1 : 0;
    }
    for (Load load = lanes.nextLoad(endpoint, room, machine.books);
        load != null;
        load = lanes.nextLoad(endpoint, room, machine.books)) {
      room -= load(load);
    }
    if (backlog.mustAwaitCommit(now)) {
      machine.wakeAfterCommit(this);
    } else {
      room -= load(backlog.loadDue(Math.min(dueRoom(room), DUE_AT_ONCE)));
    }
    if (inMemory <= machine.config.window() / 2) {
      room -= load(backlog.loadRoom(room));
    }
    alarms();
  }

  /** Heads of blocked lanes must come back even when blocked lanes have closed the intake. */
  private int dueRoom(int room) {
    boolean closedByLanes = lanes.blocked() >= machine.config.lanes();
    return closedByLanes ? machine.config.window() - inMemory - reserved : room;
  }

  private int load(@Nullable Load load) {
    if (load == null) {
      return 0;
    }
    reserved += load.limit();
    machine.effects.accept(new Effect.Load(load));
    return load.limit();
  }

  private void alarms() {
    machine.healthRules.wakeAt(health).ifPresent(at -> wakeAfterNow(at));
    Instant due = backlog.nextDue();
    if (due != null) {
      wakeAfterNow(due.plusNanos(1_000));
    }
  }

  private void wakeAfterNow(Instant at) {
    if (at.isAfter(machine.now())) {
      machine.wakeAt(at, this);
    }
  }

  /** Rows have come from disk. */
  void loaded(Load load, Loaded found) {
    touched = machine.now();
    reserved -= load.limit();
    if (endpoint.status() == Endpoint.Status.DELETED) {
      cancelParkedWhenIdle();
      return;
    }
    switch (load) {
      case Load.Room room -> roomLoaded(room, found.rows());
      case Load.Due due -> dueLoaded(due, found);
      case Load.Held held -> heldLoaded(held, found.rows());
    }
    pump();
  }

  void loadFailed(Load load) {
    reserved -= load.limit();
    backlog.failed(load);
    if (load instanceof Load.Held held && endpoint.status() != Endpoint.Status.DELETED) {
      LaneQueue lane = lanes.of(held.lane());
      if (lane != null) {
        lanes.feed(lane);
      }
    }
    machine.wakeAt(machine.now().plusSeconds(1), this);
  }

  private void roomLoaded(Load.Room load, List<Row> rows) {
    if (backlog.roomLoaded(rows, load.limit())) {
      machine.wakeAfterCommit(this);
    }
    for (Row row : rows) {
      Delivery delivery = revive(row);
      if (delivery != null) {
        take(delivery);
      }
    }
  }

  private void dueLoaded(Load.Due load, Loaded found) {
    backlog.dueLoaded(load, found);
    for (Row row : found.rows()) {
      Delivery delivery = revive(row);
      LaneQueue lane = lanes.of(row.parked().lane());
      if (lane != null) {
        lanes.unblock(lane);
      }
      if (delivery != null) {
        enter(delivery);
        if (lane != null) {
          lane.head = delivery;
        }
        ready.add(delivery);
      } else if (lane != null) {
        moveUp(lane);
      }
    }
  }

  private void heldLoaded(Load.Held load, List<Row> rows) {
    LaneQueue lane = lanes.of(load.lane());
    if (lane == null) {
      return;
    }
    lane.held = Math.max(0, lane.held - rows.size());
    for (Row row : rows) {
      lane.cursor = row.id().value();
      Delivery delivery = revive(row);
      if (delivery != null) {
        enter(delivery);
        lane.waiting.add(delivery);
      }
    }
    if (rows.isEmpty() && lane.durable) {
      lane.held = lane.heldSince;
    }
    if (lane.waiting.isEmpty() && lane.held > 0 && !machine.books.durable(lane.lastTicket)) {
      machine.books.afterwards(() -> moveUpIfIdle(lane));
    } else {
      moveUpIfIdle(lane);
    }
  }

  private void moveUpIfIdle(LaneQueue lane) {
    if (lane.head == null && !lane.blocked) {
      moveUp(lane);
      pump();
    }
  }

  /** The delivery of a parked row; null, and the row settled, when its payload is gone. */
  private @Nullable Delivery revive(Row row) {
    Parked parked = row.parked();
    Message message = row.message();
    if (message == null) {
      machine.books.discard(parked, "its payload was expunged or outlived its retention");
      return null;
    }
    Delivery delivery = delivery(message, parked.attempts(), parked.manual(), parked.lane());
    delivery.parked = true;
    return delivery;
  }

  /** A person asked for one more attempt. */
  void resend(Parked row, Runnable durable) {
    touched = machine.now();
    machine.books.parkResend(row);
    backlog.dueParked(machine.now());
    machine.books.afterwards(() -> {
      durable.run();
      pump();
    });
  }

  // Changes

  void changed(Endpoint newer) {
    if (newer.revision() <= endpoint.revision()) {
      return;
    }
    touched = machine.now();
    Endpoint.Status before = endpoint.status();
    endpoint = newer;
    switch (newer.status()) {
      case ENABLED -> {
        if (before != Endpoint.Status.ENABLED) {
          health = Health.WELL;
          firstFailure = null;
        }
      }
      case DISABLED -> {}
      case DELETED -> cancel();
    }
    pump();
  }

  private void cancel() {
    backlog.clear();
    for (Delivery delivery : lanes.clear()) {
      settle(delivery, null, State.CANCELLED, "the endpoint was deleted");
    }
    for (Delivery delivery = ready.poll(); delivery != null; delivery = ready.poll()) {
      settle(delivery, null, State.CANCELLED, "the endpoint was deleted");
    }
    cancelling = true;
  }

  /** Cancels the rows on disk once no attempt can write any more, so that each is settled once. */
  private void cancelParkedWhenIdle() {
    if (cancelling && inFlight == 0 && reserved == 0) {
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

  /** True when nothing would be lost by forgetting it. */
  boolean idle() {
    return inMemory == 0
        && inFlight == 0
        && reserved == 0
        && !cancelling
        && backlog.empty()
        && lanes.empty();
  }
}
