package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.testkit.PostgresServers;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class BacklogReadTest {
  private final String url = Fixture.database(PostgresServers.embedded());

  /** An endpoint that is down may have millions of keys among the rows that wait for room. */
  @Test
  void readsOneRowForAllThatWaitForRoomAtAnEndpoint() {
    PostgresEdges.open(url, InstantSource.system()).close();
    Fixture.execute(
        url,
        """
        insert into parked (endpoint, message, application, lane, due, kind, attempts, manual)
        select 1 + n % 2, n, 1, n, null, 0, 0, false from generate_series(1, 1000) n
        """);
    assertThat(
            Fixture.query(
                url, "select endpoint || ' has ' || room from (%s) c".formatted(BacklogRead.COUNT)))
        .containsExactlyInAnyOrder("1 has 500", "2 has 500");
  }
}
