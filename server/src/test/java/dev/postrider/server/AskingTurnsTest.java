package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.VerificationTurn;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.policy.Policy;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AskingTurnsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ApplicationId SHOP = new ApplicationId(1L << 40);

  private final TurnedClock clock = new TurnedClock(NOW);
  private final AskingTurns turns = new AskingTurns(clock);
  private int ids;

  private Endpoint endpoint(ApplicationId application) {
    return new Endpoint(
        new EndpointId(++ids + (1L << 40)),
        1,
        application,
        1,
        Endpoint.Status.ENABLED,
        Endpoint.Settings.of("https://example.com/"),
        List.of(new Secret("whsec_x", null)),
        Policy.STANDARD,
        null,
        1,
        NOW,
        NOW);
  }

  private boolean asked(ApplicationId application) {
    Endpoint endpoint = endpoint(application);
    boolean begun = turns.begin(endpoint);
    turns.end(endpoint);
    return begun;
  }

  @Test
  void whoeverHadTheLastTurnIsBehindAllOthers() {
    assertThat(turns.next())
        .isEqualTo(new VerificationTurn(NOW, null, Set.of(), Set.of(), AskingTurns.AT_ONCE));
    assertThat(asked(SHOP)).isTrue();
    ApplicationId other = new ApplicationId(7L << 40);
    assertThat(asked(other)).isTrue();
    assertThat(turns.next().after()).isEqualTo(other);
  }

  @Test
  void noTenSecondsHaveMoreThanTenOfOneApplication() {
    for (int i = 0; i < 10; i++) {
      assertThat(turns.next().resting()).isEmpty();
      assertThat(asked(SHOP)).isTrue();
      clock.turn(Duration.ofMillis(500));
    }
    assertThat(turns.next().resting()).containsExactly(SHOP);
    assertThat(asked(SHOP)).isFalse();
    clock.turn(Duration.ofMillis(4_999));
    assertThat(turns.next().resting()).containsExactly(SHOP);
    clock.turn(Duration.ofMillis(1));
    assertThat(turns.next().resting()).isEmpty();
    assertThat(asked(SHOP)).isTrue();
    assertThat(asked(SHOP)).as("the first alone is over").isFalse();
    assertThat(asked(new ApplicationId(7L << 40))).isTrue();
    clock.turn(Duration.ofHours(-1));
    assertThat(asked(SHOP)).as("nobody waits for a clock that was put back").isTrue();
  }

  @Test
  void soManyAreUnderWayAtOnce() {
    List<Endpoint> all =
        IntStream.range(0, AskingTurns.AT_ONCE)
            .mapToObj(i -> endpoint(new ApplicationId((i + 1L) << 40)))
            .toList();
    all.forEach(endpoint -> assertThat(turns.begin(endpoint)).isTrue());
    assertThat(turns.next().most()).isZero();
    assertThat(turns.next().underWay()).hasSize(AskingTurns.AT_ONCE);
    turns.end(all.getFirst());
    assertThat(turns.next().most()).isEqualTo(1);
    assertThat(turns.next().underWay()).doesNotContain(all.getFirst().id());
  }
}
