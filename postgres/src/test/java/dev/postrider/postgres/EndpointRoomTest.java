package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Bulk;
import dev.postrider.directory.Directory;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application has so many endpoints and no more, until one of them is deleted. */
final class EndpointRoomTest {
  private static final Endpoint.Settings ORDINARY = Endpoint.Settings.of("https://example.com/");
  private static final Secret SECRET = new Secret("whsec_a", null);

  private final String url = Fixture.database(PostgresServers.embedded());

  @Test
  void oneMoreFindsNoRoom() {
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    try (Edges edges = PostgresEdges.open(url, clock)) {
      Directory directory = edges.directory();
      Application.Settings settings =
          new Application.Settings("full", null, null, Map.of(), Map.of());
      Application full = Edges.done(directory.createApplication("acme", "standard", settings));
      Endpoint first = Edges.done(directory.createEndpoint(full.id(), ORDINARY, SECRET));
      // As if the others had been made one after the other, which takes a minute.
      Fixture.execute(
          url,
          """
          insert into endpoint
          select copy.*
          from endpoint e, generate_series(1, %d) n,
            lateral jsonb_populate_record(e, jsonb_build_object('id', n, 'number', 1000000 + n)) copy
          """
              .formatted(Bulk.ENDPOINTS - 2));
      Edges.done(directory.createEndpoint(full.id(), ORDINARY, SECRET));
      assertThat(directory.createEndpoint(full.id(), ORDINARY, SECRET))
          .isEqualTo(new Stored.TooLarge<>());
      assertThat(directory.deleteEndpoint(first.id())).isTrue();
      Edges.done(directory.createEndpoint(full.id(), ORDINARY, SECRET));
    }
  }
}
