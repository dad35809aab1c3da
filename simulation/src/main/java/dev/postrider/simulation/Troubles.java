package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import java.util.function.BiConsumer;

/** Brings a scenario's troubles about, and calms everything down in the end. */
final class Troubles {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final int CREATED = 100;

  private final Instance.Surroundings around;
  private final World world;
  private final Fleet fleet;
  private int left;
  private boolean calm;

  Troubles(Instance.Surroundings around, Fleet fleet) {
    this.around = around;
    this.world = around.world();
    this.fleet = fleet;
    this.left = world.scenario.troubles().size();
    for (Scenario.Trouble trouble : world.scenario.troubles()) {
      world.time.in(
          trouble.at(),
          world.time.world,
          () -> {
            left--;
            happen(trouble);
          });
    }
    world.time.in(world.scenario.span() + 2 * SECOND, world.time.world, this::calm);
  }

  /** True when nothing disturbs any more. */
  boolean over() {
    return left == 0 && calm;
  }

  private void happen(Scenario.Trouble trouble) {
    int n = trouble.number();
    world.tell(() -> "trouble " + n + ": " + trouble.kind());
    Chance chance = world.chance;
    Webhooks webhooks = around.webhooks();
    switch (trouble.kind()) {
      case CRASH -> fleet.crash(n);
      case HAND_OVER -> {
        fleet.handOver(n);
        if (chance.oneIn(2, "somebody deletes", n)) {
          // A former owner that is idle hears of it as well.
          long after = chance.below((int) (5 * SECOND), "deletes after", n);
          world.time.in(after, world.time.world, () -> at(n, (id, _) -> webhooks.delete(id)));
        }
      }
      case FREEZE -> fleet.freeze(length(n));
      case OUTAGE -> around.disk().away(Math.min(length(n), MINUTE));
      case CLOCK_FORWARD -> world.turnClock(jump(n));
      case CLOCK_BACK -> world.turnClock(-jump(n));
      case CREATE -> webhooks.create(CREATED + n);
      case DISABLE -> at(n, (id, _) -> webhooks.disable(id));
      case ENABLE -> at(n, (id, _) -> webhooks.enable(id));
      case DELETE -> at(n, (id, _) -> webhooks.delete(id));
      case ROTATE_SECRET -> at(n, (id, _) -> webhooks.rotate(id));
      case CHANGE_POLICY -> at(n, webhooks::changePolicy);
      case CHANGE_URL -> at(n, webhooks::changeUrl);
      case CHANGE_RATE -> at(n, webhooks::changeRate);
      case ILLNESS -> {
        long length = length(n) * (chance.oneIn(3, "long illness", n) ? 20 : 1);
        long period = chance.oneIn(2, "flaps", n) ? Math.max(1, length / 10) : 0;
        at(n, (id, _) -> around.receivers().fallIll(id, length, period, n));
      }
      case EXPUNGE -> {
        Rows.Stored stored = around.wishes().any(n);
        if (stored != null) {
          world.tell(() -> Names.of(stored.message()) + " is expunged");
          around.disk().rows.expunge(stored.message().id());
        }
      }
      case RESEND -> wish(n, (process, stored) -> around.wishes().resend(process, stored));
      case CANCEL -> wish(n, (process, _) -> cancel(process, n));
      case REQUEUE ->
          wish(n, (process, _) -> at(n, (id, _) -> around.wishes().requeue(process, id, n)));
    }
  }

  /** A person wishes something, if there is a process to ask and a message to ask for. */
  private void wish(int n, BiConsumer<Instance, Rows.Stored> what) {
    Instance process = fleet.owner();
    Rows.Stored stored = around.wishes().any(n);
    if (process != null && stored != null) {
      what.accept(process, stored);
    }
  }

  /** One to three messages. */
  private void cancel(Instance process, int n) {
    for (int i = 0; i <= world.chance.below(3, "cancels", n); i++) {
      Rows.Stored stored = around.wishes().pending(1_000 * i + n);
      if (stored != null) {
        around.wishes().cancel(process, stored);
      }
    }
  }

  private long length(int n) {
    return 1_000L
        + world.chance.below((int) Math.min(world.scenario.span(), 1_800 * SECOND), "how long", n);
  }

  /** Up to a minute, or to ten hours. */
  private long jump(int n) {
    long longest = world.chance.oneIn(2, "far jump", n) ? 600 * MINUTE : MINUTE;
    return longest * world.chance.below(1_000, "jump", n) / 1_000;
  }

  /** Some endpoint, if there is one. */
  private void at(int n, BiConsumer<EndpointId, Integer> what) {
    Endpoint any =
        Chance.any(around.webhooks().all(), e -> world.chance.of("any endpoint", n, e.number()));
    if (any != null) {
      what.accept(any.id(), n);
    }
  }

  /** Receivers are well from now on, and a person looks after what is disabled. */
  private void calm() {
    calm = true;
    world.tell(() -> "everything calms down");
    around.receivers().calm();
    lookAfter();
  }

  private void lookAfter() {
    for (Endpoint endpoint : around.webhooks().all()) {
      around.webhooks().enable(endpoint.id());
    }
    world.time.in(MINUTE, world.time.world, this::lookAfter);
  }
}
