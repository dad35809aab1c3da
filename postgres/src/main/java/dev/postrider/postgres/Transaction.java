package dev.postrider.postgres;

import dev.postrider.log.Appended;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch as its transaction wrote it: what is true once that has committed.
 *
 * @param answers one per draft of the batch
 * @param routed the new messages, by shard and in order
 * @param numbers the number of the batch in each shard that it touched
 * @param tells something of it is told to the organisation
 */
record Transaction(
    Batch batch,
    List<Appended> answers,
    Map<Integer, List<Routed>> routed,
    Map<Integer, Long> numbers,
    boolean tells) {

  static Transaction of(
      Batch batch,
      Message[] messages,
      @Nullable Appended[] late,
      Map<Integer, Long> numbers,
      boolean tells,
      Shards shards) {
    List<Appended> answers = new ArrayList<>(messages.length);
    Map<Integer, List<Routed>> routed = new HashMap<>();
    for (int i = 0; i < messages.length; i++) {
      Appended answer = late[i];
      if (answer == null) {
        Message message = messages[i];
        answer = new Appended.Accepted(message);
        routed
            .computeIfAbsent(shards.of(message.application()), _ -> new ArrayList<>())
            .add(new Routed(message, batch.drafts().get(i).draft().targets()));
      }
      answers.add(answer);
    }
    return new Transaction(batch, answers, routed, numbers, tells);
  }

  /** True when a look at the shards shows that it has committed. */
  boolean committed(Map<Integer, Long> batches) {
    return numbers.entrySet().stream()
        .allMatch(e -> batches.getOrDefault(e.getKey(), -1L) >= e.getValue());
  }

  /** The highest ticket of each shard. */
  Map<Integer, Long> tickets() {
    Map<Integer, Long> tickets = new TreeMap<>();
    for (Batch.Recorded recorded : batch.entries()) {
      tickets.merge(recorded.shard(), recorded.entry().ticket(), Math::max);
    }
    return tickets;
  }

  int messages() {
    return routed.values().stream().mapToInt(List::size).sum();
  }

  long bytes() {
    long sum = 0;
    for (List<Routed> list : routed.values()) {
      for (Routed r : list) {
        sum += r.message().payload().size();
      }
    }
    return sum;
  }
}
