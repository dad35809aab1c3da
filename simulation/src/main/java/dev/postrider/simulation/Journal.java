package dev.postrider.simulation;

import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one process, by the rules of {@code JournalQueue} (records before appends, in
 * order, cut to the size of a transaction) and of {@code JournalLoop}: a batch whose rows are
 * refused is cut in two; one that fails is given up as far as its drafts go, and its records are
 * written again; a commit whose answer was lost is looked up before anything else is written; who
 * is fenced ends. Those who wait are told first, then the dispatcher.
 */
final class Journal {

  /** A draft of a caller, and whom to tell. */
  record Append(Clients.Call call, Message draft, List<Endpoint> targets, boolean storable) {
    Message at(MessageId id) {
      return new Message(
          id,
          draft.application(),
          draft.eventType(),
          draft.orderingKey(),
          draft.channels(),
          draft.eventId(),
          draft.contentType(),
          draft.retention(),
          draft.payload(),
          draft.extras());
    }
  }

  /** Whom the journal hands things on to: the dispatcher of its process. */
  interface Consumer {
    void accepted(Message message, List<Endpoint> targets);

    void committed(long ticket);

    void fenced();
  }

  private record Piece(List<Entry> entries, @Nullable MessageId checkpoint) {}

  private record Batch(List<Append> appends, List<Entry> entries, @Nullable MessageId checkpoint) {
    boolean isEmpty() {
      return appends.isEmpty() && entries.isEmpty() && checkpoint == null;
    }

    int size() {
      return appends.size() + entries.size();
    }

    Batch withoutDrafts() {
      return new Batch(List.of(), entries, checkpoint);
    }

    /** Its checkpoint comes with the second half, because it vouches for the entries of both. */
    Batch first() {
      return new Batch(
          appends.subList(0, (appends.size() + 1) / 2),
          entries.subList(0, entries.size() / 2),
          null);
    }

    Batch second() {
      return new Batch(
          appends.subList((appends.size() + 1) / 2, appends.size()),
          entries.subList(entries.size() / 2, entries.size()),
          checkpoint);
    }
  }

  /** A batch as its transaction writes it. */
  private record Written(Batch batch, List<Message> messages, Disk.Transaction transaction) {}

  private final World world;
  private final Disk disk;
  private final Timeline.Life life;
  private final long process;
  private final Consumer consumer;
  private final Keys keys;
  private final ArrayDeque<Append> appends = new ArrayDeque<>();
  private final ArrayDeque<Piece> records = new ArrayDeque<>();
  private final Deque<Batch> unwritten = new ArrayDeque<>();
  private @Nullable Written inDoubt;
  private long epoch;
  private int steps;
  private boolean busy;
  private boolean down;
  private boolean started;

  Journal(World world, Disk disk, Timeline.Life life, long process, Consumer consumer) {
    this.world = world;
    this.disk = disk;
    this.life = life;
    this.process = process;
    this.consumer = consumer;
    Disk.Shard shard = disk.takeOver(process);
    this.epoch = shard.epoch();
    this.keys = new Keys(world::wall, 0);
    keys.raise(shard.lastKey());
  }

  /** The unsettled messages have been handed over: new ones may come. */
  void start() {
    started = true;
  }

  /** True when the past has been handed over and nothing waits to be written. */
  boolean idle() {
    return started
        && !busy
        && !down
        && appends.isEmpty()
        && records.isEmpty()
        && unwritten.isEmpty();
  }

  void append(Append append) {
    if (!started || down) {
      append.call.refused();
      return;
    }
    appends.add(append);
    next();
  }

  void record(List<Entry> entries, @Nullable MessageId checkpoint) {
    int from = 0;
    for (int i = 1; i < entries.size(); i++) {
      if (world.chance.oneIn(3, "piece", process, entries.get(i).ticket())) {
        records.add(new Piece(entries.subList(from, i), null));
        from = i;
      }
    }
    records.add(new Piece(entries.subList(from, entries.size()), checkpoint));
    next();
  }

  private void next() {
    if (busy || down) {
      return;
    }
    Batch batch = unwritten.isEmpty() ? drain() : unwritten.removeFirst();
    if (!batch.isEmpty()) {
      busy = true;
      write(batch);
    }
  }

  private Batch drain() {
    steps++;
    int most = world.chance.oneIn(2, "small batch", process, steps) ? 1 : 12;
    int room = 1 + world.chance.below(most, "room of a batch", process, steps);
    List<Entry> entries = new ArrayList<>();
    MessageId checkpoint = null;
    int pieces = 0;
    for (Piece p = records.peek(); p != null && pieces++ < room; p = records.peek()) {
      records.remove();
      entries.addAll(p.entries);
      if (p.checkpoint != null) {
        checkpoint = p.checkpoint;
      }
    }
    List<Append> taken = new ArrayList<>();
    for (Append a = appends.peek(); a != null && taken.size() < room; a = appends.peek()) {
      appends.remove();
      if (a.call.take()) {
        taken.add(a);
      }
    }
    return new Batch(List.copyOf(taken), List.copyOf(entries), checkpoint);
  }

  private void write(Batch batch) {
    steps++;
    Chance chance = world.chance;
    long delay = 20L + chance.below(5_000, "write", process, steps);
    if (world.has(Scenario.Nature.COMMITS_LAG) && chance.oneIn(10, "slow write", process, steps)) {
      delay += chance.below(2_000_000, "slow write by", process, steps);
    }
    boolean fails = world.has(Scenario.Nature.COMMITS_FAIL);
    if (disk.isAway() || (fails && chance.oneIn(40, "write fails", process, steps))) {
      world.time.in(delay, life, () -> failed(batch));
      return;
    }
    if (batch.appends.stream().anyMatch(a -> !a.storable)) {
      world.time.in(delay, life, () -> cut(batch));
      return;
    }
    List<Message> messages =
        batch.appends.stream().map(a -> a.at(new MessageId(keys.next()))).toList();
    // Every row of history gets a key too.
    batch.entries.forEach(_ -> keys.next());
    List<Rows.Stored> stored = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      List<EndpointId> targets = batch.appends.get(i).targets.stream().map(Endpoint::id).toList();
      stored.add(new Rows.Stored(messages.get(i), targets));
    }
    Disk.Transaction transaction =
        disk.begin(new Disk.Write(epoch, stored, batch.entries, batch.checkpoint, keys.next()));
    Written written = new Written(batch, messages, transaction);
    boolean lost = fails && chance.oneIn(30, "answer lost", process, steps);
    boolean happens = !lost || chance.oneIn(2, "lost commit happens", process, steps);
    world.time.in(
        delay,
        world.time.world,
        () -> {
          if (happens) {
            disk.commit(transaction);
          } else {
            disk.rollBack(transaction);
          }
        });
    long answer = delay + chance.below(2_000, "answer", process, steps);
    world.time.in(answer, life, lost ? () -> doubt(written) : () -> answered(written));
  }

  private void answered(Written written) {
    if (written.transaction.fenced()) {
      fenced();
      return;
    }
    publish(written);
    busy = false;
    next();
  }

  private void publish(Written written) {
    for (int i = 0; i < written.messages.size(); i++) {
      written.batch.appends.get(i).call.accepted(written.messages.get(i).id());
    }
    for (int i = 0; i < written.messages.size(); i++) {
      consumer.accepted(written.messages.get(i), written.batch.appends.get(i).targets);
    }
    if (!written.batch.entries.isEmpty()) {
      consumer.committed(written.batch.entries.getLast().ticket());
    }
  }

  private void cut(Batch batch) {
    world.tell(() -> "journal: rows of a batch of " + batch.size() + " are refused");
    if (batch.size() > 1) {
      unwritten.addFirst(batch.second());
      unwritten.addFirst(batch.first());
    } else {
      batch.appends.forEach(a -> a.call.unstorable());
      if (batch.checkpoint != null) {
        unwritten.addFirst(new Batch(List.of(), List.of(), batch.checkpoint));
      }
    }
    busy = false;
    next();
  }

  private void failed(Batch batch) {
    world.tell(() -> "journal: a write has failed");
    keep(batch);
    down();
  }

  private void keep(Batch batch) {
    batch.appends.forEach(a -> a.call.refused());
    if (!batch.withoutDrafts().isEmpty()) {
      unwritten.addFirst(batch.withoutDrafts());
    }
  }

  private void doubt(Written written) {
    world.tell(() -> "journal: nobody knows whether the commit happened");
    world.tally.doubts++;
    inDoubt = written;
    written.batch.appends.forEach(a -> a.call.refused());
    down();
  }

  private void down() {
    down = true;
    busy = false;
    appends.forEach(a -> a.call.refused());
    appends.clear();
    for (int i = unwritten.size(); i > 0; i--) {
      Batch batch = unwritten.removeFirst();
      batch.appends.forEach(a -> a.call.refused());
      if (!batch.withoutDrafts().isEmpty()) {
        unwritten.addLast(batch.withoutDrafts());
      }
    }
    later();
  }

  private void later() {
    steps++;
    long pause = 50_000L + world.chance.below(950_000, "reconnect", process, steps);
    world.time.in(pause, life, this::reconnect);
  }

  private void reconnect() {
    if (disk.isAway()) {
      later();
      return;
    }
    Disk.Shard shard = disk.resume(process);
    if (shard == null) {
      fenced();
      return;
    }
    epoch = shard.epoch();
    Written doubtful = inDoubt;
    inDoubt = null;
    if (doubtful != null && doubtful.transaction.within(shard.batches())) {
      publish(doubtful);
    } else if (doubtful != null) {
      keep(doubtful.batch);
    }
    down = false;
    next();
  }

  /** Whoever owns the log now writes it. */
  private void fenced() {
    world.tell(() -> "journal of p" + process + ": fenced");
    world.tally.fenced++;
    consumer.fenced();
  }
}
