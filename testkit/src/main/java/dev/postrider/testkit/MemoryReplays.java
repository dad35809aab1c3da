package dev.postrider.testkit;

import dev.postrider.directory.Endpoint;
import dev.postrider.history.History.Attempt;
import dev.postrider.history.History.StoredMessage;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.task.Replays;
import dev.postrider.task.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds what is to be sent again in a {@link MemoryHistory}, for tests. */
public final class MemoryReplays implements Replays {
  private static final long PIECE_BYTES = 8L << 20;

  private final MemoryLog log;
  private final MemoryHistory history;

  public MemoryReplays(MemoryLog log, MemoryHistory history) {
    this.log = log;
    this.history = history;
  }

  @Override
  public Found failed(Piece piece, Work.Recover recover) {
    EndpointId endpoint = recover.endpoint();
    return found(
        piece,
        endpoint,
        message ->
            settled(piece, endpoint, message) && state(endpoint, message) == Entry.State.DISCARDED,
        false);
  }

  @Override
  public Found settled(Piece piece, Work.BulkReplay replay) {
    EndpointId endpoint = replay.endpoint();
    Work.Wanted wanted = replay.wanted();
    return found(
        piece,
        endpoint,
        message ->
            settled(piece, endpoint, message)
                && (wanted.eventTypes().isEmpty()
                    || wanted.eventTypes().contains(message.eventType()))
                && (wanted.channel() == null || message.channels().contains(wanted.channel()))
                && (wanted.tag() == null || message.extras().tags().contains(wanted.tag()))
                && (wanted.states().isEmpty() || wanted.states().contains(state(endpoint, message)))
                && (wanted.statusClass() == null
                    || wanted.statusClass() == statusClass(endpoint, message)),
        false);
  }

  @Override
  public Found unaddressed(Piece piece, Work.ReplayMissing replay, boolean payloads) {
    EndpointId endpoint = replay.endpoint();
    return found(
        piece,
        endpoint,
        message -> !chosen(endpoint, message) && rows(endpoint, message).isEmpty(),
        payloads);
  }

  private Found found(
      Piece piece, EndpointId endpoint, Predicate<Message> wanted, boolean payloads) {
    List<Message> looked =
        log.messages(piece.application()).stream()
            .filter(m -> m.id().compareTo(piece.after()) > 0)
            .filter(m -> m.id().compareTo(piece.last()) <= 0)
            .limit(PIECE)
            .toList();
    List<Message> found = new ArrayList<>();
    long bytes = 0;
    for (Message message : looked) {
      StoredMessage stored =
          history.message(piece.application(), message.id().toString()).orElseThrow();
      if (!stored.payloadGone() && !history.waits(endpoint, message.id()) && wanted.test(message)) {
        if (payloads && bytes >= PIECE_BYTES) {
          return new Found(found, found.getLast().id());
        }
        found.add(payloads ? message : message.withoutPayload());
        bytes += message.payload().size();
      }
    }
    MessageId reached = looked.size() < PIECE ? piece.last() : looked.getLast().id();
    return new Found(found, reached);
  }

  private List<Attempt> rows(EndpointId endpoint, Message message) {
    return history.attempts(endpoint, message.id());
  }

  private boolean chosen(EndpointId endpoint, Message message) {
    return log.entry(message.id()).map(Routed::targets).orElse(List.of()).stream()
        .map(Endpoint::id)
        .anyMatch(endpoint::equals);
  }

  private boolean settled(Piece piece, EndpointId endpoint, Message message) {
    List<Attempt> rows = rows(endpoint, message);
    List<Attempt> own = rows.stream().filter(row -> !row.manual()).toList();
    boolean ended =
        own.isEmpty() ? !chosen(endpoint, message) : own.getLast().state() != Entry.State.PENDING;
    return ended && !rows.isEmpty() && rows.getLast().id().value() < piece.before();
  }

  /** What arrived once stays delivered. */
  private Entry.State state(EndpointId endpoint, Message message) {
    List<Attempt> rows = rows(endpoint, message);
    return rows.stream().anyMatch(row -> row.state() == Entry.State.DELIVERED)
        ? Entry.State.DELIVERED
        : rows.getLast().state();
  }

  private int statusClass(EndpointId endpoint, Message message) {
    return rows(endpoint, message).stream()
        .filter(row -> !row.url().isEmpty())
        .reduce((_, last) -> last)
        .map(row -> row.status() / 100 * 100)
        .orElse(0);
  }
}
