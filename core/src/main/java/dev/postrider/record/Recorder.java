package dev.postrider.record;

import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edge that writes what became of deliveries, batched into the log's next commit. */
public interface Recorder {

  /**
   * Takes entries in ticket order and returns at once; they become durable in that order.
   *
   * @param checkpoint every message of the shard up to here is settled or parked once these entries
   *     are durable; null when it has not moved
   */
  void record(int shard, List<Entry> entries, @Nullable MessageId checkpoint);

  /**
   * Settles every parked delivery of a deleted endpoint as cancelled, in chunks beside the log's
   * commits. Blocks until done; safe to repeat after a crash.
   *
   * @return how many
   * @throws IllegalStateException when another process has taken over the log: the rows are its own
   */
  long cancelParked(EndpointId endpoint) throws InterruptedException;
}
