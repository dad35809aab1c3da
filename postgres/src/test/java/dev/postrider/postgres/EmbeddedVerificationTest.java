package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Verification;
import dev.postrider.message.EndpointId;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.PostgresServers;
import dev.postrider.testkit.VerificationContract;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class EmbeddedVerificationTest extends VerificationContract {
  private final String url = Fixture.database(PostgresServers.embedded());

  @Override
  protected Edges open(InstantSource clock) {
    return PostgresEdges.open(Fixture.config(url).verifying(), clock);
  }

  /** Whoever asks no more waits for nobody. */
  @Test
  void withoutAskingThoseThatWaitedGoOn() {
    EndpointId id = created().id();
    shut();
    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    try (Edges silent = PostgresEdges.open(url, InstantSource.fixed(now))) {
      Endpoint endpoint = silent.directory().endpoint(id).orElseThrow();
      assertThat(endpoint.verification()).isEqualTo(Verification.NOT_NEEDED);
      assertThat(endpoint.sends()).isTrue();
    }
  }
}
