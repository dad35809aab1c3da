package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.Payload;
import dev.postrider.policy.Policy;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.policy.RetrySchedule;
import dev.postrider.policy.StatusSet;
import dev.postrider.policy.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An attempt is judged by what its message's event type says, below what its endpoint says. */
final class EventTypePolicyTest extends Driven {
  private static final Outcome NOT_FOUND = new Outcome.Answered(404, null, Payload.EMPTY);

  private static PolicyOverrides says(@Nullable StatusSet refuse, Duration... delays) {
    RetrySchedule retries = delays.length == 0 ? null : new RetrySchedule(List.of(delays), 0);
    return new PolicyOverrides(null, null, refuse, null, retries, null, null, null);
  }

  /** An endpoint with these values of its own, as a directory makes it. */
  private static Endpoint with(PolicyOverrides own) {
    Endpoint plain = endpoint(2, 1);
    return new Endpoint(
        plain.id(),
        plain.number(),
        plain.application(),
        plain.revision(),
        plain.status(),
        plain.settings().withOverrides(own),
        plain.secrets(),
        own.on(Policy.STANDARD),
        plain.failingSince(),
        plain.freshRevision(),
        plain.createdAt(),
        plain.updatedAt());
  }

  private Verdict verdict(Endpoint endpoint, Outcome outcome, PolicyOverrides ofType) {
    accept(null, endpoint);
    finish(attempts().getLast(), outcome, ofType);
    return effects(Effect.Judged.class).getLast().verdict();
  }

  @Test
  void theTypesScheduleHoldsWhereTheEndpointHasNone() {
    PolicyOverrides hour = says(null, Duration.ofHours(1));
    assertThat(verdict(endpoint(1, 1), BROKEN, hour))
        .isEqualTo(new Verdict.Retry(now.plus(Duration.ofHours(1))));
    assertThat(verdict(with(says(null, Duration.ofMinutes(3))), BROKEN, hour))
        .isEqualTo(new Verdict.Retry(now.plus(Duration.ofMinutes(3))));
  }

  @Test
  void whatTheTypeRefusesSaysNothingAgainstTheEndpoint() {
    PolicyOverrides refuses = says(StatusSet.of(List.of(404)));
    for (int i = 0; i < 30; i++) {
      assertThat(verdict(endpoint(1, 1), NOT_FOUND, refuses)).isInstanceOf(Verdict.Discard.class);
    }
    accept(null, endpoint(1, 1));
    assertThat(attempts()).as("it is not paused").hasSize(31);
  }
}
