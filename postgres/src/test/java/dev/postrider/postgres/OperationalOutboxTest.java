package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.log.LogConsumer.Routed;
import dev.postrider.message.Payload;
import dev.postrider.operational.OperationalApplication;
import dev.postrider.testkit.CollectingConsumer;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was changed is told, and once, wherever the process stops in between. */
final class OperationalOutboxTest {
  private static final Secret SECRET = new Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", null);

  private final String url = Fixture.database(PostgresServers.embedded());

  private PostgresEdges open() {
    return PostgresEdges.open(url, InstantSource.system());
  }

  private static Endpoint listener(Edges edges, Set<String> types) {
    Application reserved = OperationalApplication.make(edges.directory(), Edges.ORGANISATION);
    Endpoint.Settings settings =
        Endpoint.Settings.of("https://example.com/").withTarget("https://example.com/", types);
    return Edges.done(edges.directory().createEndpoint(reserved.id(), settings, SECRET));
  }

  private List<String> rows() {
    return Fixture.query(url, "select type from operational_event order by id");
  }

  private void awaitEmpty() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> rows().isEmpty());
  }

  private static List<String> told(CollectingConsumer consumer) {
    List<String> told = new ArrayList<>();
    for (Routed routed : consumer.entries()) {
      told.add(routed.message().eventType());
    }
    return told;
  }

  @Test
  void nothingIsWrittenForThoseWhoDoNotListen() {
    try (PostgresEdges edges = open()) {
      edges.endpoint(edges.application());
      Endpoint listener = listener(edges, Set.of("endpoint.deleted"));
      Endpoint endpoint = edges.endpoint(edges.application());
      assertThat(rows()).isEmpty();
      edges.directory().deleteEndpoint(endpoint.id());
      assertThat(rows()).containsExactly("endpoint.deleted");
      edges.directory().deleteEndpoint(listener.id());
      edges.endpoint(edges.application());
      assertThat(rows()).containsExactly("endpoint.deleted");
    }
  }

  @Test
  void whatAStopLeftIsSentAfterTheNextStart() throws Exception {
    Endpoint listener;
    try (PostgresEdges edges = open()) {
      listener = listener(edges, Set.of());
      Endpoint endpoint = edges.endpoint(edges.application());
      edges.directory().disableEndpoint(endpoint.id());
    }
    assertThat(rows()).containsExactly("endpoint.created", "endpoint.disabled");
    CollectingConsumer consumer = new CollectingConsumer();
    try (PostgresEdges edges = open()) {
      edges.log().subscribe(consumer);
      edges.postgres().operational().start();
      consumer.awaitEntries(2);
      awaitEmpty();
      // And it is known without a word that there is somebody to tell.
      edges.endpoint(edges.application());
      consumer.awaitEntries(3);
    }
    assertThat(told(consumer))
        .containsExactly("endpoint.created", "endpoint.disabled", "endpoint.created");
    assertThat(consumer.entries())
        .allSatisfy(routed ->
            assertThat(routed.targets()).extracting(Endpoint::id).containsExactly(listener.id()));
  }

  /** It was appended, and the process was killed before it could delete the row. */
  @Test
  void whatIsInTheLogAlreadyIsNotSentAgain() throws Exception {
    CollectingConsumer consumer = new CollectingConsumer();
    List<String> row;
    try (PostgresEdges edges = open()) {
      listener(edges, Set.of());
      edges.endpoint(edges.application());
      row =
          Fixture.query(
              url,
              "select format('(%s, %s, %L, %L)', id, application, type, body) from operational_event");
      edges.log().subscribe(consumer);
      edges.postgres().operational().start();
      consumer.awaitEntries(1);
      awaitEmpty();
    }
    Fixture.execute(
        url, "insert into operational_event overriding system value values " + row.getFirst());
    CollectingConsumer again = new CollectingConsumer();
    try (PostgresEdges edges = open()) {
      edges.log().subscribe(again);
      edges.postgres().operational().start();
      awaitEmpty();
      edges.endpoint(edges.application());
      awaitEmpty();
    }
    List<Payload> before = consumer.entries().stream().map(r -> r.message().payload()).toList();
    assertThat(again.entries())
        .filteredOn(routed -> before.contains(routed.message().payload()))
        .as("the one message, which nobody has attempted, is handed over again by recovery")
        .extracting(routed -> routed.message().id())
        .containsExactly(consumer.ids().getFirst());
    assertThat(Fixture.query(url, "select count(*) from message")).containsExactly("2");
  }

  @Test
  void whatNobodyListensForAnyMoreIsDropped() throws Exception {
    try (PostgresEdges edges = open()) {
      Endpoint listener = listener(edges, Set.of());
      edges.endpoint(edges.application());
      edges.directory().changeEndpoint(listener.id(), s -> s.withDisabled(true));
      assertThat(rows()).hasSize(1);
      edges.log().subscribe(new CollectingConsumer());
      edges.postgres().operational().start();
      awaitEmpty();
    }
    assertThat(Fixture.query(url, "select count(*) from message")).containsExactly("0");
  }

  /** A change that is rolled back is told to nobody. */
  @Test
  void whatDidNotHappenIsNotTold() {
    try (PostgresEdges edges = open()) {
      listener(edges, Set.of());
      Application application = edges.application();
      Endpoint.Settings settings = Endpoint.Settings.of("https://example.com/");
      Endpoint one =
          Edges.done(edges.directory().createEndpoint(application.id(), settings, SECRET));
      edges.directory().disableEndpoint(one.id(), one.revision() + 1);
      edges.directory().deleteEndpoint(one.id(), one.revision() + 1);
      edges.directory().renewEndpoint(one.id(), s -> s);
      edges.directory().changeEndpoint(one.id(), s -> s);
      assertThat(rows()).containsExactly("endpoint.created");
    }
  }
}
