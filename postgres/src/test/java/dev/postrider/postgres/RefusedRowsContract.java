package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.log.Appended;
import dev.postrider.message.Message;
import dev.postrider.record.Entry;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal promises when PostgreSQL refuses rows; once per version of PostgreSQL. */
abstract class RefusedRowsContract {
  private final CollectingConsumer consumer = new CollectingConsumer();
  private final Fixture.Heard heard = new Fixture.Heard();
  private String url;
  private PostgresEdges edges;
  private Application application;
  private Endpoint endpoint;

  abstract PostgresServer server();

  @BeforeEach
  void open() throws InterruptedException {
    url = Fixture.database(server());
    edges =
        new PostgresEdges(
            Postgres.open(
                Fixture.hasty(url), Fixture.KEYS, InstantSource.system(), Contracts.TWO, heard));
    application = edges.application();
    endpoint = edges.endpoint(application);
    edges.log().subscribe(consumer);
  }

  @AfterEach
  void close() {
    edges.close();
  }

  @Test
  void refusesOnlyTheRowThatTheDatabaseRefuses() throws InterruptedException {
    Fixture.execute(
        url,
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.event_type = 'bad' then
            raise exception using errcode = '22023', message = 'bad row';
          end if;
          return new;
        end $$;
        create trigger refuse before insert on message for each row execute function refuse()
        """);
    List<Appended> answers =
        edges
            .log()
            .append(
                IntStream.range(0, 100)
                    .mapToObj(i ->
                        Drafts.typed(application.id(), i % 37 == 5 ? "bad" : "good", List.of()))
                    .toList());
    for (int i = 0; i < 100; i++) {
      assertThat(answers.get(i))
          .isInstanceOf(i % 37 == 5 ? Appended.Unstorable.class : Appended.Accepted.class);
    }
    consumer.awaitEntries(97);
    assertThat(consumer.ids()).hasSize(97).isSorted();
    assertThat(heard.told).isEmpty();
  }

  @Test
  void aRecordThatCannotBeStoredHoldsNobodyUp() throws InterruptedException {
    Fixture.execute(
        url,
        """
        create function refuse() returns trigger language plpgsql as $$
        begin
          if new.status = 201 then
            raise exception using errcode = '22023', message = 'bad row';
          end if;
          return new;
        end $$;
        create trigger refuse before insert on attempt for each row execute function refuse()
        """);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      messages.add(Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint)));
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      entries.add(
          Drafts.attempted(
              i + 1,
              endpoint,
              messages.get(i).id(),
              200 + i,
              Entry.State.DELIVERED,
              new Entry.ParkedChange.None()));
    }
    edges.recorder().record(0, entries, messages.getLast().id());
    consumer.awaitCommitted(0, 3);
    assertThat(Fixture.query(url, "select checkpoint from shard"))
        .containsExactly(Long.toString(messages.getLast().id().value()));
    assertThat(Fixture.query(url, "select status from attempt order by id"))
        .containsExactly("200", "202");
  }

  /** A corrupt table refuses one record as well as the next: to drop them would lose them all. */
  @Test
  void keepsWhatWasRecordedWhileATableIsCorrupt() throws InterruptedException {
    Fixture.execute(
        url,
        """
        create table corrupt (yes boolean);
        insert into corrupt values (true);
        create function refuse() returns trigger language plpgsql as $$
        begin
          if exists (select from corrupt) then
            raise exception using errcode = 'XX001', message = 'invalid page in block 7';
          end if;
          return new;
        end $$;
        create trigger refuse before insert on attempt for each row execute function refuse()
        """);
    Message message = Drafts.accepted(edges.log(), Drafts.plain(application.id(), "x", endpoint));
    Entry entry =
        Drafts.attempted(
            1, endpoint, message.id(), 200, Entry.State.DELIVERED, new Entry.ParkedChange.None());
    edges.recorder().record(0, List.of(entry), message.id());
    Awaitility.await().until(() -> heard.told.contains("outage"));
    assertThat(Fixture.query(url, "select checkpoint from shard"))
        .doesNotContain(Long.toString(message.id().value()));
    Fixture.execute(url, "delete from corrupt");
    consumer.awaitCommitted(0, 1);
    assertThat(Fixture.query(url, "select message from attempt"))
        .containsExactly(Long.toString(message.id().value()));
    assertThat(Fixture.query(url, "select checkpoint from shard"))
        .containsExactly(Long.toString(message.id().value()));
  }
}
