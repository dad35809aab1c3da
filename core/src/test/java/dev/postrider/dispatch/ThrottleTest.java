package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint with a rate gets no more attempts in any second, and others do not wait for it. */
final class ThrottleTest extends Driven {

  private static Endpoint throttled(int rate, long revision) {
    Endpoint plain = endpoint(1, 1, Status.ENABLED, revision, Policy.STANDARD);
    return new Endpoint(
        plain.id(),
        plain.number(),
        plain.application(),
        plain.revision(),
        plain.status(),
        plain.settings().withThrottleRate(rate),
        plain.secrets(),
        plain.policy(),
        plain.failingSince(),
        plain.freshRevision(),
        plain.createdAt(),
        plain.updatedAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100, 101, 250})
  void noSecondHasMoreThanTheRate(int rate) {
    int all = 3 * rate;
    for (int i = 0; i < Math.min(all, 200); i++) {
      accept(null, throttled(rate, 1));
    }
    List<Instant> starts = new ArrayList<>();
    while (starts.size() < all) {
      while (attempts().size() > starts.size()) {
        finish(attempts().get(starts.size()), OK);
        commit();
        starts.add(now);
        if (starts.size() + 200 <= all) {
          accept(null, throttled(rate, 1));
        }
      }
      now = Objects.requireNonNullElse(dispatcher.wakeAt(), now);
      on(new Event.Tick());
    }
    for (int i = 0; i + rate < starts.size(); i++) {
      assertThat(Duration.between(starts.get(i), starts.get(i + rate)))
          .as("from attempt %s to the %sth after it", i, rate)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(Duration.between(starts.getFirst(), starts.getLast()))
        .as("it is not much slower either")
        .isLessThanOrEqualTo(Duration.ofSeconds(3).plusMillis(100));
  }

  @Test
  void anotherEndpointOfTheApplicationDoesNotWait() {
    for (int i = 0; i < 5; i++) {
      accept(null, throttled(1, 1), endpoint(2, 1));
    }
    assertThat(attempts()).hasSize(6);
  }

  @Test
  void aHigherRateHoldsAtOnce() {
    for (int i = 0; i < 5; i++) {
      accept(null, throttled(1, 1));
    }
    assertThat(attempts()).hasSize(1);
    on(new Event.Changed(endpoint(1, 1, Status.ENABLED, 2)));
    assertThat(attempts()).hasSize(5);
  }
}
