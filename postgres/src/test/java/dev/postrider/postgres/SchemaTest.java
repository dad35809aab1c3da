package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.PostgresServer;
import dev.postrider.testkit.PostgresServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Which schemas are brought up to date, and which are left alone. */
final class SchemaTest {
  private static final InstantSource CLOCK = InstantSource.system();

  /** Everything that a start could have changed: tables, columns, and what the history says. */
  private static final String STATE =
      """
      select 'step ' || installed_rank || ' ' || coalesce(version, '') || ' ' || coalesce(checksum, 0)
      from schema_version
      union all
      select table_name || '.' || column_name from information_schema.columns
      where table_schema = 'public'
      union all
      select 'shard ' || epoch || ' ' || coalesce(owner::text, '') from shard
      order by 1
      """;

  private final String url = Fixture.database(PostgresServers.embedded());

  private static Postgres open(PostgresConfig config) {
    return Postgres.open(config, Fixture.KEYS, CLOCK, Contracts.TWO, JournalListener.NONE);
  }

  private static PGSimpleDataSource dataSource(String url) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(url);
    database.setUser(PostgresServer.USER);
    return database;
  }

  private void assertRefusedUnchanged(String why) {
    List<String> before = Fixture.query(url, STATE);
    assertThatThrownBy(() -> open(Fixture.config(url)))
        .isInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("nothing was changed");
    assertThat(Fixture.query(url, STATE)).isEqualTo(before).hasSizeGreaterThan(100);
  }

  private void pretend(String version, String script) {
    Fixture.execute(
        url,
        """
        insert into schema_version (installed_rank, version, description, type, script, checksum,
                                    installed_by, execution_time, success)
        values (1000, '%s', 'of another build', 'SQL', '%s', 1, 'test', 1, true)
        """
            .formatted(version, script));
  }

  /** Else a new step would never be taken, or Flyway be asked at each start. */
  @Test
  void everyStepIsKnownWithoutFlyway() throws Exception {
    assertThat(Steps.SCRIPTS)
        .containsExactlyElementsOf(
            Arrays.stream(Schema.flyway(dataSource(url)).info().all())
                .map(MigrationInfo::getScript)
                .toList());
    assertThat(Steps.allTaken(dataSource(url))).isTrue();
    assertThat(Steps.allTaken(dataSource(PostgresServers.embedded().freshDatabase()))).isFalse();
  }

  @Test
  void aNewerOne() {
    pretend("1000", "V1000__future.sql");
    Fixture.execute(url, "alter table message add column unheard_of text");
    assertRefusedUnchanged(
        "the schema of a newer Postrider (version 1000 of it, this one knows those up to %s)"
            .formatted(
                Fixture.query(
                        url, "select max(version::int) from schema_version where version <> '1000'")
                    .getFirst()));
  }

  @Test
  void oneWhoseStepsWereOthers() {
    Fixture.execute(url, "update schema_version set checksum = checksum + 1 where version = '3'");
    assertRefusedUnchanged(
        "made by another build of Postrider (version 3 of it is not this one's)");
  }

  @Test
  void oneWithAStepInBetweenThatWeNeverHad() {
    pretend("6", "V6__branch.sql");
    assertRefusedUnchanged(
        "made by another build of Postrider (version 6 of it is not this one's)");
  }

  @Test
  void oneThatLacksAStepInBetween() {
    Fixture.execute(url, "delete from schema_version where version = '8'");
    assertRefusedUnchanged(
        "made by another build of Postrider (version 8 of it is not this one's)");
  }

  @Test
  void oneThatIsNotOurs() {
    String other = PostgresServers.embedded().freshDatabase();
    Fixture.execute(other, "create table theirs (id int)");
    assertThatThrownBy(() -> open(Fixture.config(other)))
        .isInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining("has tables that are not Postrider's");
    assertThat(Fixture.query(other, "select tablename from pg_tables where schemaname = 'public'"))
        .containsExactly("theirs");
  }

  /** An index on months of attempts takes longer than any statement of a running server may. */
  @Test
  void aStepMayTakeLongerThanAStatement() throws Exception {
    Fixture.execute(
        url,
        """
        delete from schema_version where version in ('18', '19', '20', '21', '22', '23');
        drop table data_key, api_key, audit_entry, pulse, alert, alert_mail;
        alter table endpoint drop column sealed,
          drop column verification, drop column verification_text,
          drop column verification_tries, drop column verification_at;
        alter table message drop column payload_sealed;
        alter table inbox drop column body_sealed;
        alter table application drop column seals_payloads, drop column content_days, drop column emptied;
        alter table attempt drop column dns_micros, drop column connect_micros, drop column tls_micros,
          drop column first_byte_micros
        """);
    PostgresConfig hasty =
        Fixture.config(url).withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1));
    try (Connection reader = DriverManager.getConnection(url, "postgres", "");
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select count(*) from endpoint");
      CompletableFuture<Postgres> opened = CompletableFuture.supplyAsync(() -> open(hasty));
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() ->
              opened.isDone()
                  || !Fixture.query(
                          url,
                          """
                          select pid from pg_stat_activity
                          where datname = current_database() and wait_event_type = 'Lock'
                            and now() - query_start > interval '1.5 s'
                          """)
                      .isEmpty());
      reader.rollback();
      opened.join().close();
    }
    assertThat(Fixture.query(url, "select version from schema_version where version = '19'"))
        .hasSize(1);
  }

  @Test
  void aStepThatFailsSaysWhy() {
    Fixture.execute(
        url,
        """
        delete from schema_version where version in ('19', '20', '21', '22', '23');
        drop table api_key, audit_entry, alert, alert_mail
        """);
    assertThatThrownBy(() -> open(Fixture.config(url)))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(UnsuitableDatabase.class)
        .hasMessageContaining("cannot bring the schema of the database up to date: [42701]");
    assertThat(Fixture.query(url, "select version from schema_version where version = '19'"))
        .isEmpty();
  }
}
