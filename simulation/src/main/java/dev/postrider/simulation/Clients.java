package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Those who send messages. Each sends his own until it is acknowledged, refused for good, or has
 * been tried often; with each try it is another message.
 */
final class Clients {
  private static final int TRIES = 6;
  private static final long PATIENCE = 6_000_000;

  /** Three of them are more than a window of bytes. */
  static final int LARGE = 400_000;

  private static final int PADDED = 4;
  private static final byte[][] PADDING = padding();

  private final World world;
  private final Rows rows;
  private final Webhooks webhooks;
  private final Fleet fleet;
  private final Wishes wishes;
  private final Set<MessageId> acknowledged = new HashSet<>();

  /** Messages that have come to no answer yet. */
  private int open;

  Clients(World world, Rows rows, Webhooks webhooks, Fleet fleet, Wishes wishes) {
    this.world = world;
    this.rows = rows;
    this.webhooks = webhooks;
    this.fleet = fleet;
    this.wishes = wishes;
    this.open = world.scenario.arrivals().size();
    for (Scenario.Arrival arrival : world.scenario.arrivals()) {
      world.time.in(arrival.at(), world.time.world, () -> send(arrival.number(), 0));
    }
  }

  /** True when nobody waits for an answer or means to try again. */
  boolean done() {
    return open == 0;
  }

  Set<MessageId> acknowledged() {
    return acknowledged;
  }

  /** One request, which waits for its answer. */
  final class Call {
    private final Instance process;
    private final int arrival;
    private final int tried;
    private boolean taken;
    private boolean answered;

    private Call(Instance process, int arrival, int tried) {
      this.process = process;
      this.arrival = arrival;
      this.tried = tried;
    }

    /** A batch takes its draft; false when the caller has given up. */
    boolean take() {
      boolean ours = !taken;
      taken = true;
      return ours;
    }

    /** Promise 1: an acknowledged message is on disk. */
    void accepted(MessageId id) {
      Broken.unless(
          rows.messages.containsKey(id),
          () -> "m%d is acknowledged as %s and not on disk".formatted(arrival, Names.of(id)));
      if (answer()) {
        world.tell(() -> "client: m" + arrival + " is acknowledged as " + Names.of(id));
        acknowledged.add(id);
        open--;
        if (world.chance.oneIn(30, "cancelled at once", arrival)) {
          // Whoever was told of the commit may be quicker than the dispatcher.
          wishes.cancel(process, Objects.requireNonNull(rows.messages.get(id)));
        }
      }
    }

    void refused() {
      if (answer()) {
        world.tally.refused++;
        again(arrival, tried);
      }
    }

    void unstorable() {
      if (answer()) {
        world.tally.refused++;
        open--;
      }
    }

    /** The caller's patience is over: what no batch has taken yet is not written. */
    private void giveUp() {
      take();
      refused();
    }

    private boolean answer() {
      boolean first = !answered;
      answered = true;
      return first;
    }
  }

  private void again(int arrival, int tried) {
    if (tried + 1 == TRIES) {
      open--;
      return;
    }
    long pause = 200_000L + world.chance.below(2_000_000, "try again", arrival, tried);
    world.time.in(pause, world.time.world, () -> send(arrival, tried + 1));
  }

  private void send(int arrival, int tried) {
    Instance process = fleet.forCaller(arrival, tried);
    if (process == null) {
      world.tally.refused++;
      again(arrival, tried);
      return;
    }
    Call call = new Call(process, arrival, tried);
    Message draft = draft(arrival, tried);
    List<Endpoint> targets = targets(draft, arrival, tried);
    boolean storable =
        !world.has(Scenario.Nature.UNSTORABLE_DRAFTS)
            || !world.chance.oneIn(40, "unstorable", arrival);
    process.append(new Journal.Append(call, draft, targets, storable));
    world.time.in(PATIENCE, world.time.world, call::giveUp);
  }

  /** As they are at this moment; the journal may take its time. */
  private List<Endpoint> targets(Message draft, int arrival, int tried) {
    return webhooks.all().stream()
        .filter(e -> e.application().equals(draft.application()))
        .filter(e -> e.wants(draft.eventType(), List.of(), List.of()))
        .filter(e -> !world.chance.oneIn(4, "not a target", e.number(), 10L * arrival + tried))
        .toList();
  }

  private Message draft(int arrival, int tried) {
    Chance chance = world.chance;
    ApplicationId application = Webhooks.application(chance, "application of message", arrival);
    boolean ordered = world.has(Scenario.Nature.LANES) && !chance.oneIn(3, "without key", arrival);
    String key =
        ordered
            ? "key-" + chance.below(chance.oneIn(2, "one key", 0) ? 1 : 3, "key", arrival)
            : null;
    boolean large = world.has(Scenario.Nature.LARGE_PAYLOADS) && chance.oneIn(4, "large", arrival);
    boolean later =
        world.has(Scenario.Nature.MESSAGES_FOR_LATER)
            && !ordered
            && chance.oneIn(4, "for later", arrival);
    Extras extras =
        later
            ? Extras.of(
                List.of(),
                Map.of(),
                world.wall().plusMillis(chance.below(5_000, "later by", arrival) - 100))
            : Extras.NONE;
    return new Message(
        new MessageId(1),
        application,
        "test",
        key,
        List.of(),
        tried == 0 ? "" + arrival : arrival + "." + tried,
        Message.JSON,
        Duration.ofDays(90),
        large ? Payload.of(PADDING[arrival % PADDED]) : Payload.of("{\"n\":%d}".formatted(arrival)),
        extras);
  }

  /** Shared by runs, because filling them would cost more than the runs. */
  private static byte[][] padding() {
    byte[][] padding = new byte[PADDED][];
    for (int i = 0; i < PADDED; i++) {
      byte[] bytes = new byte[LARGE];
      Arrays.fill(bytes, (byte) ' ');
      byte[] start = "{\"n\":%d}".formatted(i).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(start, 0, bytes, 0, start.length);
      padding[i] = bytes;
    }
    return padding;
  }
}
