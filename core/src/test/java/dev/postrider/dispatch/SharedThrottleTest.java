package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.directory.Verification;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All endpoints of an application together get no more than its rate, and take turns in it. */
final class SharedThrottleTest extends Driven {

  private static Endpoint of(
      long id, long application, @Nullable Integer rate, @Nullable Integer own, long revision) {
    Endpoint plain = endpoint(id, application, Status.ENABLED, revision, Policy.STANDARD);
    return new Endpoint(
        plain.id(),
        plain.number(),
        plain.application(),
        plain.revision(),
        plain.status(),
        plain.settings().withThrottleRate(own),
        plain.secrets(),
        plain.policy(),
        plain.failingSince(),
        plain.freshRevision(),
        plain.createdAt(),
        plain.updatedAt(),
        rate,
        Verification.NOT_NEEDED);
  }

  private static Endpoint of(long id, int rate) {
    return of(id, 1, rate, null, 1);
  }

  private void next() {
    now = Objects.requireNonNullElse(dispatcher.wakeAt(), now);
    on(new Event.Tick());
  }

  private Map<EndpointId, Long> counts() {
    return attempts().stream()
        .collect(Collectors.groupingBy(d -> d.endpoint().id(), Collectors.counting()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100, 101, 250})
  void noSecondHasMoreThanTheRateAndEachEndpointItsTurn(int rate) {
    int all = 3 * rate + 3;
    Endpoint[] three = {of(1, rate), of(2, rate), of(3, rate)};
    // As many as there is room for in memory at most: what is sent makes room.
    int messages = 0;
    List<Instant> starts = new ArrayList<>();
    while (starts.size() < all) {
      while (messages * 3 < Math.min(all, starts.size() + 300)) {
        accept(null, three);
        messages++;
      }
      while (attempts().size() > starts.size()) {
        finish(attempts().get(starts.size()), OK);
        commit();
        starts.add(now);
      }
      next();
    }
    for (int i = 0; i + rate < starts.size(); i++) {
      assertThat(Duration.between(starts.get(i), starts.get(i + rate)))
          .as("from attempt %s to the %sth after it", i, rate)
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(Duration.between(starts.getFirst(), starts.get(3 * rate - 1)))
        .as("it is not much slower either")
        .isLessThanOrEqualTo(Duration.ofSeconds(3).plusMillis(100));
  }

  @Test
  void endpointsTakeTurns() {
    for (int i = 0; i < 20; i++) {
      accept(null, of(1, 1));
    }
    accept(null, of(2, 1), of(3, 1));
    for (int i = 0; i < 5; i++) {
      next();
    }
    assertThat(attempts().stream().map(d -> d.endpoint().id().value()))
        .as("the backlog of one lets the others have their turns")
        .containsExactly(1L, 1L, 2L, 3L, 1L, 1L);
  }

  @Test
  void whoIsWokenByItsOwnRateDoesNotPassThoseThatWait() {
    for (int i = 0; i < 10; i++) {
      accept(null, of(1, 1, 1, 1, 1));
    }
    accept(null, of(2, 1), of(3, 1));
    for (int i = 0; i < 4; i++) {
      next();
    }
    assertThat(counts())
        .isEqualTo(Map.of(new EndpointId(1), 3L, new EndpointId(2), 1L, new EndpointId(3), 1L));
  }

  @Test
  void oneAlarmStandsForAllThatWait() {
    for (long id = 1; id <= 50; id++) {
      accept(null, of(id, 1));
    }
    assertThat(attempts()).hasSize(1);
    Instant slot = Objects.requireNonNull(dispatcher.wakeAt());
    assertThat(slot).isEqualTo(START.plusSeconds(1));
    next();
    assertThat(attempts()).hasSize(2);
    assertThat(dispatcher.wakeAt()).as("nobody is woken in vain").isEqualTo(slot.plusSeconds(1));
  }

  @Test
  void theEndpointsOwnRateHoldsBesideIt() {
    for (int i = 0; i < 30; i++) {
      accept(null, of(1, 1, 5, 1, 1), of(2, 5));
    }
    while (Objects.requireNonNull(dispatcher.wakeAt()).isBefore(START.plusMillis(1_950))) {
      next();
    }
    assertThat(counts()).isEqualTo(Map.of(new EndpointId(1), 2L, new EndpointId(2), 8L));
  }

  @Test
  void anotherApplicationDoesNotWait() {
    for (int i = 0; i < 5; i++) {
      accept(null, of(1, 1, 1, null, 1), of(2, 2, 7, null, 1), of(3, 3, null, null, 1));
    }
    assertThat(counts())
        .isEqualTo(Map.of(new EndpointId(1), 1L, new EndpointId(2), 1L, new EndpointId(3), 5L));
  }

  @Test
  void anEndpointThatCannotSendGivesItsTurnAway() {
    accept(null, of(1, 1));
    accept(null, of(2, 1));
    accept(null, of(3, 1));
    on(
        new Event.Changed(
            new Endpoint(
                new EndpointId(2),
                2,
                of(2, 1).application(),
                2,
                Status.DISABLED,
                of(2, 1).settings(),
                List.of(),
                Policy.STANDARD,
                null,
                1,
                START,
                START,
                1,
                Verification.NOT_NEEDED)));
    next();
    assertThat(counts().keySet()).containsExactlyInAnyOrder(new EndpointId(1), new EndpointId(3));
  }

  @Test
  void aHigherRateHoldsAtOnce() {
    for (int i = 0; i < 4; i++) {
      accept(null, of(1, 1), of(2, 1));
    }
    assertThat(attempts()).hasSize(1);
    on(new Event.Changed(of(1, 1, 300, null, 2)));
    on(new Event.Changed(of(2, 1, 300, null, 2)));
    assertThat(attempts()).as("three in a slot").hasSize(3);
  }

  @Test
  void withoutARateNothingWaits() {
    for (int i = 0; i < 4; i++) {
      accept(null, of(1, 1), of(2, 1));
    }
    on(new Event.Changed(of(1, 1, null, null, 2)));
    on(new Event.Changed(of(2, 1, null, null, 2)));
    assertThat(attempts()).hasSize(8);
    assertThat(dispatcher.wakeAt()).isNull();
  }

  @Test
  void aRateThatComesLaterHoldsForAll() {
    accept(null, of(1, 1, null, null, 1), of(2, 1, null, null, 1));
    assertThat(attempts()).hasSize(2);
    on(new Event.Changed(of(1, 1, 1, null, 2)));
    on(new Event.Changed(of(2, 1, 1, null, 2)));
    accept(null, of(1, 1, 1, null, 2), of(2, 1, 1, null, 2));
    assertThat(attempts()).hasSize(3);
    next();
    assertThat(attempts()).hasSize(4);
  }
}
