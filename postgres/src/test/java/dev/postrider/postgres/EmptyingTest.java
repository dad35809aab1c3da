package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Application.Keeping;
import dev.postrider.log.Draft;
import dev.postrider.message.Extras;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Drafts;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contents go when their application wants them no longer, and what is kept elsewhere stays. */
final class EmptyingTest {
  private final String url = Fixture.database(PostgresServers.embedded());
  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private PostgresEdges edges;
  private Application application;
  private Application other;

  @BeforeEach
  void open() throws InterruptedException {
    edges = PostgresEdges.open(url, clock);
    application = edges.application();
    other = edges.application();
    edges.log().subscribe(new CollectingConsumer());
  }

  @AfterEach
  void close() {
    edges.close();
  }

  private void keep(@Nullable Integer days) {
    edges
        .directory()
        .changeApplication(
            application.id(),
            s ->
                new Application.Settings(
                    s.name(),
                    s.uid(),
                    s.throttleRate(),
                    s.metadata(),
                    s.platformSettings(),
                    new Keeping(days, false)));
  }

  private MessageId publish(Application to) throws InterruptedException {
    Draft draft =
        new Draft(
            to.id(),
            "a",
            null,
            List.of(),
            null,
            null,
            "application/json",
            Duration.ofDays(90),
            Payload.of("{}"),
            Extras.of(List.of(), Map.of("X-Secret", "s"), null),
            null,
            List.of());
    MessageId id = Drafts.accepted(edges.log(), draft).id();
    clock.turn(Duration.ofMillis(1));
    return id;
  }

  /** Those that still have contents. */
  private List<String> full() {
    return Fixture.query(
        url, "select id from message where payload is not null or headers is not null order by id");
  }

  private List<String> full(MessageId... ids) {
    return Arrays.stream(ids).map(id -> Long.toString(id.value())).toList();
  }

  @Test
  void afterAsManyDaysAsTheApplicationSays() throws Exception {
    MessageId old = publish(application);
    MessageId others = publish(other);
    clock.turn(Duration.ofDays(2));
    MessageId young = publish(application);
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(old, others, young));
    keep(3);
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(old, others, young));
    clock.turn(Duration.ofDays(1));
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(others, young));
    assertThat(
            edges.history().message(application.id(), old.toString()).orElseThrow().payloadGone())
        .isTrue();
    keep(1);
    clock.turn(Duration.ofHours(1));
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(others));
    keep(null);
    MessageId last = publish(application);
    clock.turn(Duration.ofDays(5));
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(others, last));
  }

  @Test
  void manyInPiecesAndNoneTwice() throws Exception {
    keep(1);
    for (int i = 0; i < 1_203; i++) {
      edges.log().append(List.of(Drafts.plain(application.id(), "x")));
    }
    MessageId others = publish(other);
    clock.turn(Duration.ofDays(2));
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(others));
    String noted = Fixture.query(url, "select max(emptied) from application").getFirst();
    assertThat(Long.parseLong(noted)).isGreaterThan(others.value());
  }

  @Test
  void allOfAnApplicationThatIsDeleted() throws Exception {
    publish(application);
    MessageId others = publish(other);
    edges.directory().deleteApplication(application.id());
    edges.postgres().upkeep().run();
    assertThat(full()).as("a straggler may still come").hasSize(2);
    clock.turn(Duration.ofMinutes(2));
    edges.postgres().upkeep().run();
    assertThat(full()).isEqualTo(full(others));
  }
}
