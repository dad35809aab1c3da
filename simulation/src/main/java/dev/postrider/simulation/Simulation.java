package dev.postrider.simulation;

import dev.postrider.record.Entry;
import dev.postrider.record.Recovered.Done;
import java.util.Objects;

/**
 * One run of the production dispatcher in the world of a scenario. Throws when a promise is broken.
 */
final class Simulation {
  private static final int MOST_STEPS = 1_000_000;

  /** As long as retries, pauses and loads may take once everything is calm: virtual days. */
  private static final long LONGEST = 7 * 86_400_000_000L;

  private final World world;
  private final Disk disk;
  private final Fleet fleet;
  private final Webhooks webhooks;
  private final Receivers receivers;
  private final Wishes wishes;
  private final Clients clients;
  private final Troubles troubles;

  private Simulation(Scenario scenario, Story story) {
    this.world = new World(scenario, story);
    this.disk = new Disk(world);
    this.fleet = new Fleet(world);
    this.webhooks = new Webhooks(world, fleet::changed);
    this.receivers = new Receivers(world, disk.rows);
    this.wishes = new Wishes(world, disk.rows, webhooks);
    var around = new Instance.Surroundings(world, disk, webhooks, receivers, wishes);
    fleet.start(around);
    this.clients = new Clients(world, disk.rows, webhooks, fleet, wishes);
    this.troubles = new Troubles(around, fleet);
  }

  static Report run(Scenario scenario, Story story) {
    return new Simulation(scenario, story).run();
  }

  private Report run() {
    int steps = 0;
    while (!finished()) {
      boolean goesOn = world.time.step();
      steps++;
      boolean endless = !goesOn || steps > MOST_STEPS || world.time.now() > LONGEST;
      Broken.unless(
          !endless,
          () ->
              "no end in sight: %d deliveries are pending, %d rows parked"
                  .formatted(disk.rows.pending().size(), disk.rows.parkedRows()));
    }
    ending();
    return world.tally.report();
  }

  private boolean finished() {
    if (!troubles.over() || !clients.done() || !disk.rows.pending().isEmpty()) {
      return false;
    }
    Instance owner = fleet.owner();
    return disk.rows.parkedRows() == 0 && owner != null && owner.idle();
  }

  /** Promise 2, and what can only be seen at the end. */
  private void ending() {
    clients
        .acknowledged()
        .forEach(id ->
            Broken.unless(
                disk.rows.messages.containsKey(id),
                () -> Names.of(id) + " was acknowledged and is lost"));
    disk.rows.settlements().forEach(this::ended);
    for (Rows.Stored stored : disk.rows.messages.values()) {
      stored
          .targets()
          .forEach(target ->
              Broken.unless(
                  disk.rows.settled(stored.message().id(), target),
                  () -> Names.of(stored.message()) + " came to no end at " + Names.of(target)));
    }
    wishes.areKept();
    receivers.readInOrder(webhooks);
    receivers.sentAsRecorded(fleet.ended());
    Instance owner = Objects.requireNonNull(fleet.owner());
    owner.atTheEnd();
    // Until a restart, a resend asked for again after a crash is counted twice, since it shares the
    // row of the first.
    int most = fleet.restarted() ? wishes.resends() : 0;
    Broken.unless(
        owner.parked() >= 0 && owner.parked() <= most,
        () -> "the dispatcher counts parked rows where none is left");
  }

  /** Each delivery ended for a reason that is true. */
  private void ended(Done delivery, Entry entry) {
    String reason = entry.reason();
    boolean holds =
        switch (entry.state()) {
          case DELIVERED ->
              reason == null && receivers.has(delivery.endpoint(), delivery.message());
          case CANCELLED ->
              reason != null
                  && ((webhooks.deleted(delivery.endpoint()) && reason.contains("deleted"))
                      || (wishes.asked(delivery) && reason.contains("request")));
          case DISCARDED -> reason != null && discarded(delivery, entry, reason);
          case PENDING -> false;
        };
    Broken.unless(holds, () -> Names.of(entry) + " is not true");
  }

  private boolean discarded(Done delivery, Entry entry, String reason) {
    if (reason.startsWith("no attempts left")) {
      return entry.attempts() > 0;
    }
    if (reason.startsWith("its payload")) {
      return disk.rows.expunged(delivery.message());
    }
    return reason.startsWith("the receiver");
  }
}
