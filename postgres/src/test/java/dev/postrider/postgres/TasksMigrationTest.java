package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.ApplicationId;
import dev.postrider.message.MessageId;
import dev.postrider.task.Task;
import dev.postrider.task.Work;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What was being expunged before there were tasks goes on as one. */
final class TasksMigrationTest {
  private static final long UNTIL = 1_700_000_000_000_000L << 11;

  private final String url = PostgresServers.embedded().freshDatabase();

  @Test
  void expungingGoesOn() {
    Flyway.configure()
        .dataSource(url, PostgresServer.USER, "")
        .locations("classpath:dev/postrider/postgres/migration")
        .table("schema_version")
        .target("10")
        .load()
        .migrate();
    Fixture.execute(
        url,
        """
        insert into application (id, organisation, name, metadata, updated_at, platform,
                                 platform_settings, expunge_until)
        values (5, 'org_a', 'a', '{}', now(), 'standard', '{}', %1$d + 1),
               (6, 'org_b', 'b', '{}', now(), 'standard', '{}', %1$d),
               (7, 'org_b', 'c', '{}', now(), 'standard', '{}', null)
        """
            .formatted(UNTIL));
    try (PostgresEdges edges =
        PostgresEdges.open(url, () -> Instant.parse("2026-03-01T10:00:00Z"))) {
      Task first = edges.tasks().next(null).orElseThrow();
      assertThat(first.organisation()).isEqualTo("org_b");
      assertThat(first.application()).isEqualTo(new ApplicationId(6));
      assertThat(first.work()).isEqualTo(new Work.Purge());
      assertThat(first.last()).isEqualTo(new MessageId(UNTIL));
      assertThat(first.progress())
          .isEqualTo(
              new Task.Progress(Task.Status.RUNNING, new MessageId(1), 0, null, Task.Walk.START));
      Task second = edges.tasks().next(first.id()).orElseThrow();
      assertThat(second.application()).isEqualTo(new ApplicationId(5));
      assertThat(second.last()).isEqualTo(new MessageId(UNTIL + 1));
      assertThat(edges.tasks().next(second.id())).contains(first);
    }
  }
}
