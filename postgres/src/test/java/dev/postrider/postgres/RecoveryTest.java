package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Draft;
import dev.postrider.log.LogConsumer;
import dev.postrider.message.Extras;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Recovered;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecoveryTest {
  private static final int MIB = 1 << 20;

  private final String url = Fixture.database(PostgresServers.embedded());

  /** Keeps what is handed over at once. */
  private static final class Paged implements LogConsumer {
    final List<List<Message>> pages = new ArrayList<>();

    @Override
    public void assigned(int shard, long epoch, Recovered recovered) {}

    @Override
    public void entries(int shard, List<Routed> messages) {
      pages.add(messages.stream().map(Routed::message).toList());
    }

    @Override
    public void replayed(int shard) {}

    @Override
    public void committed(int shard, long ticket) {}
  }

  private static Draft draft(Application application, int size, Endpoint endpoint) {
    return new Draft(
        application.id(),
        "large",
        null,
        List.of(),
        null,
        null,
        "application/octet-stream",
        Duration.ofDays(7),
        Payload.of(new byte[size]),
        Extras.NONE,
        null,
        List.of(endpoint));
  }

  /** A page of large payloads that filled the heap would end the process at each of its starts. */
  @Test
  void handsLargeMessagesOverAFewAtATime() throws InterruptedException {
    List<MessageId> accepted = new ArrayList<>();
    try (PostgresEdges edges = PostgresEdges.open(url, InstantSource.system())) {
      edges.log().subscribe(new CollectingConsumer());
      Application application = edges.application();
      Endpoint endpoint = edges.endpoint(application);
      for (int size :
          new int[] {12 * MIB, 3 * MIB, 3 * MIB, 3 * MIB, 3 * MIB, 10, 10, 9 * MIB, 0}) {
        accepted.add(Drafts.accepted(edges.log(), draft(application, size, endpoint)).id());
      }
    }
    Paged paged = new Paged();
    try (PostgresEdges edges = PostgresEdges.open(url, InstantSource.system())) {
      edges.log().subscribe(paged);
    }
    assertThat(paged.pages.stream().flatMap(List::stream).map(Message::id)).isEqualTo(accepted);
    assertThat(paged.pages)
        .allSatisfy(page ->
            assertThat(
                    page.subList(0, page.size() - 1).stream()
                        .mapToInt(m -> m.payload().size())
                        .sum())
                .as("bytes before the last of a page")
                .isLessThan(8 * MIB));
  }
}
