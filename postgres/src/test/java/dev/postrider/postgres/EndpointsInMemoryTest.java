package dev.postrider.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import dev.postrider.directory.Application;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Routes;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is remembered of endpoints is bounded by its bytes, not by the number of endpoints alone.
 */
final class EndpointsInMemoryTest {
  private static final int LARGE = 64 * 1_024;
  private static final Endpoint.Settings ORDINARY = Endpoint.Settings.of("https://example.com/");
  private static final Endpoint.Settings CERTIFIED =
      ORDINARY.withAuthentication(
          new Authentication(new Proof.None(), null, "x".repeat(LARGE), false));

  @Test
  void largeEndpointsAreFewer() {
    Cache<EndpointId, Optional<Endpoint>> memory = PostgresDirectory.endpointsInMemory();
    for (int i = 1; i <= 10_000; i++) {
      memory.put(new EndpointId(i), Optional.of(endpoint(i, ORDINARY)));
    }
    memory.cleanUp();
    assertThat(memory.estimatedSize()).isEqualTo(10_000);
    for (int i = 1; i <= 10_000; i++) {
      memory.put(new EndpointId(i), Optional.of(endpoint(i, CERTIFIED)));
    }
    memory.cleanUp();
    assertThat(memory.estimatedSize() * LARGE).isBetween(1L << 20, 16L << 20);
  }

  @Test
  void applicationsWithLargeEndpointsAreFewer() {
    Cache<ApplicationId, Optional<Routes>> memory = PostgresDirectory.routesInMemory();
    for (int i = 1; i <= 1_000; i++) {
      ApplicationId id = new ApplicationId(i);
      Application application =
          new Application(
              id,
              "organisation",
              "standard",
              new Application.Settings("name", null, null, Map.of(), Map.of()),
              Instant.EPOCH,
              Instant.EPOCH);
      memory.put(
          id,
          Optional.of(
              new Routes(application, List.of(endpoint(1, CERTIFIED), endpoint(2, CERTIFIED)))));
    }
    memory.cleanUp();
    assertThat(memory.estimatedSize() * 2 * LARGE).isBetween(1L << 20, 32L << 20);
  }

  private static Endpoint endpoint(long id, Endpoint.Settings settings) {
    return new Endpoint(
        new EndpointId(id),
        1,
        new ApplicationId(1),
        1,
        Endpoint.Status.ENABLED,
        settings,
        List.of(),
        Policy.STANDARD,
        null,
        1,
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
