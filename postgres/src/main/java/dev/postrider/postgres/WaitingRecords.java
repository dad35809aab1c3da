package dev.postrider.postgres;

import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait for the journal's next transaction, however many: one that was refused would be
 * delivered again. Their number is bounded by the dispatcher's windows, and because no message is
 * taken while too many wait ({@link JournalQueue}). For one thread at a time.
 *
 * <p>Failure policy: fail open. What waits beyond {@link #MOST_BYTES} waits without the answers of
 * the receivers, and history will show an empty response, because an outage must not fill the heap
 * and no delivery depends on what was answered.
 */
final class WaitingRecords {
  private static final long MOST_BYTES = 32L << 20;

  /** Records of one call, at most what one transaction holds; {@code bytes} is their weight. */
  record Piece(int shard, List<Entry> entries, @Nullable MessageId checkpoint, long bytes) {

    Piece {
      entries = List.copyOf(entries);
    }

    private Piece withoutAnswers() {
      List<Entry> bare = entries.stream().map(AttemptRow::withoutAnswer).toList();
      return new Piece(shard, bare, checkpoint, bare.stream().mapToLong(AttemptRow::weight).sum());
    }
  }

  private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
  private long bytes;
  private int count;
  private boolean full;

  /** True when it has become full: once until all that waits has been taken. */
  boolean add(List<Piece> given) {
    boolean before = full;
    for (Piece piece : given) {
      boolean fits = bytes + piece.bytes <= MOST_BYTES;
      Piece kept = fits ? piece : piece.withoutAnswers();
      full |= !fits;
      bytes += kept.bytes;
      count += kept.entries.size();
      pieces.add(kept);
    }
    return full && !before;
  }

  /** Moves as much as one transaction holds. */
  void take(List<Batch.Recorded> recorded, Map<Integer, MessageId> checkpoints) {
    long room = JournalQueue.BATCH_BYTES;
    for (Piece p = pieces.peek();
        p != null && (recorded.isEmpty() || JournalQueue.fits(recorded, p.entries, room, p.bytes));
        p = pieces.peek()) {
      pieces.remove();
      bytes -= p.bytes;
      count -= p.entries.size();
      room -= p.bytes;
      for (Entry entry : p.entries) {
        recorded.add(new Batch.Recorded(p.shard, entry));
      }
      if (p.checkpoint != null) {
        checkpoints.merge(p.shard, p.checkpoint, (a, b) -> a.compareTo(b) > 0 ? a : b);
      }
    }
    full &= !pieces.isEmpty();
  }

  /** How many wait. */
  int count() {
    return count;
  }
}
