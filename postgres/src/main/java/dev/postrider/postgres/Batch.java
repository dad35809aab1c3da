package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.Draft;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import java.util.List;
import java.util.Map;

/**
 * What one transaction writes, in order.
 *
 * @param checkpoints by shard; true once every entry up to here is durable
 */
record Batch(List<Pending> drafts, List<Recorded> entries, Map<Integer, MessageId> checkpoints) {

  /** One draft of an append. */
  record Pending(Append append, int index) {
    Draft draft() {
      return append.drafts().get(index);
    }

    void answer(Appended answer) {
      append.answer(index, answer);
    }
  }

  /** One entry of a shard. */
  record Recorded(int shard, Entry entry) {}

  boolean isEmpty() {
    return drafts.isEmpty() && entries.isEmpty() && checkpoints.isEmpty();
  }

  int size() {
    return drafts.size() + entries.size();
  }

  /**
   * The first half. Its checkpoints come with the second, because they vouch for the entries of
   * both.
   */
  Batch first() {
    return new Batch(
        drafts.subList(0, draftsOfFirst()), entries.subList(0, entries.size() / 2), Map.of());
  }

  Batch second() {
    return new Batch(
        drafts.subList(draftsOfFirst(), drafts.size()),
        entries.subList(entries.size() / 2, entries.size()),
        checkpoints);
  }

  Batch checkpointsOnly() {
    return new Batch(List.of(), List.of(), checkpoints);
  }

  Batch withoutDrafts() {
    return new Batch(List.of(), entries, checkpoints);
  }

  void refuse(Appended answer) {
    drafts.forEach(d -> d.answer(answer));
  }

  private int draftsOfFirst() {
    return (drafts.size() + 1) / 2;
  }
}
