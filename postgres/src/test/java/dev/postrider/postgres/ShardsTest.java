package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.record.Entry;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ShardsTest {
  private final String url = Fixture.database(PostgresServers.embedded());

  private PostgresEdges open(int shards, CollectingConsumer consumer) throws InterruptedException {
    PostgresEdges edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.config(url).withShards(shards),
                Fixture.KEYS,
                InstantSource.system(),
                Contracts.TWO,
                JournalListener.NONE));
    edges.log().subscribe(consumer);
    return edges;
  }

  @Test
  void applicationsSpreadOverTheShardsAndMoveWhenTheirNumberChanges() throws InterruptedException {
    CollectingConsumer consumer = new CollectingConsumer();
    Map<Integer, MessageId> last = new HashMap<>();
    List<MessageId> unsettled = new ArrayList<>();
    MessageId lowest;
    try (PostgresEdges edges = open(4, consumer)) {
      assertThat(consumer.assigned()).containsOnlyKeys(0, 1, 2, 3);
      for (int i = 0; i < 40; i++) {
        Application application = edges.application();
        Endpoint endpoint = edges.endpoint(application);
        int shard = edges.log().shardOf(application.id());
        Message message =
            Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
        if (shard == 2 && last.containsKey(2)) {
          unsettled.add(message.id());
          continue;
        }
        last.put(shard, message.id());
        edges
            .recorder()
            .record(
                shard,
                List.of(
                    Drafts.attempted(
                        i + 1,
                        endpoint,
                        message.id(),
                        200,
                        Entry.State.DELIVERED,
                        new Entry.ParkedChange.None())),
                message.id());
        consumer.awaitCommitted(shard, i + 1);
      }
      assertThat(last).containsOnlyKeys(0, 1, 2, 3);
      lowest = last.values().stream().min(MessageId::compareTo).orElseThrow();
    }
    CollectingConsumer same = new CollectingConsumer();
    open(4, same).close();
    assertThat(same.ids()).containsExactlyElementsOf(unsettled);
    CollectingConsumer fewer = new CollectingConsumer();
    try (PostgresEdges _ = open(2, fewer)) {
      assertThat(fewer.assigned()).containsOnlyKeys(0, 1);
      assertThat(fewer.assigned().values()).allMatch(r -> r.checkpoint().equals(lowest));
      assertThat(fewer.ids()).doesNotHaveDuplicates().containsAll(unsettled);
    }
  }
}
