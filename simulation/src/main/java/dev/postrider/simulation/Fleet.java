package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.dispatch.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process that owns the log, and former owners that do not know it yet. */
final class Fleet {
  private final World world;
  private final List<Instance> formerOwners = new ArrayList<>();
  private Instance.@Nullable Surroundings around;
  private @Nullable Instance owner;
  private long processes;

  Fleet(World world) {
    this.world = world;
  }

  /** The first process starts. */
  void start(Instance.Surroundings surroundings) {
    around = surroundings;
    begin();
  }

  private void begin() {
    Instance.Surroundings surroundings = around;
    if (surroundings == null || owner != null) {
      return;
    }
    surroundings.wishes().takenOver();
    long number = ++processes;
    owner = new Instance(surroundings, number, () -> crash(number));
  }

  /** The process that owns the log; null while there is none. */
  @Nullable Instance owner() {
    return owner;
  }

  boolean restarted() {
    return processes > 1;
  }

  /** Processes that have lost the log, in whatever way. */
  long ended() {
    return processes - 1;
  }

  /** Whom a caller reaches: the owner, or at times one that was it. */
  @Nullable Instance forCaller(int arrival, int tried) {
    formerOwners.removeIf(f -> f.life.over());
    boolean astray =
        !formerOwners.isEmpty() && world.chance.oneIn(3, "reaches a former owner", arrival, tried);
    return astray ? formerOwners.getFirst() : owner;
  }

  /**
   * The owner hears of a change, a little later; and so does a former owner, whom the person who
   * made it may have reached.
   */
  void changed(Endpoint endpoint) {
    formerOwners.forEach(f -> hears(f, endpoint));
    if (owner != null) {
      hears(owner, endpoint);
    }
  }

  private void hears(Instance process, Endpoint endpoint) {
    process.later(
        world.chance.below(
            5_000, "heard", 1_000 * endpoint.id().value() + process.number, endpoint.revision()),
        () -> process.put(new Event.Changed(endpoint)));
  }

  /** The owner ends now or as soon as it has done a little more, and another is started. */
  void crash(int trouble) {
    Instance process = owner;
    if (process == null) {
      return;
    }
    if (world.chance.oneIn(2, "crash within a turn", trouble)) {
      process.doom(world.chance.below(6, "crash after", trouble));
    } else {
      crash(process.number);
    }
  }

  private void crash(long number) {
    Instance process = owner;
    if (process == null || process.number != number) {
      // A former owner may die too.
      formerOwners.stream().filter(f -> f.number == number).forEach(f -> f.life.end());
      return;
    }
    world.tell(() -> "p" + number + " crashes");
    world.tally.crashes++;
    process.life.end();
    owner = null;
    if (around != null) {
      around.disk().torn();
    }
    world.time.in(world.chance.below(2_000_000, "restart", number), world.time.world, this::begin);
  }

  void freeze(long micros) {
    if (owner != null) {
      world.tell(() -> "the process stands still for " + micros / 1_000 + " ms");
      owner.life.freeze(world.time.now() + micros);
    }
  }

  /** Another process takes over; the old one stands still for a while, or just goes on. */
  void handOver(int trouble) {
    Instance old = owner;
    if (old == null) {
      return;
    }
    if (!world.chance.oneIn(2, "goes on", trouble)) {
      freeze(world.chance.below(20_000_000, "old owner frozen", trouble));
    }
    world.tell(() -> "another process takes over from p" + old.number);
    world.tally.handOvers++;
    formerOwners.add(old);
    owner = null;
    begin();
  }
}
