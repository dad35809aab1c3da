package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Endpoint.Status;
import dev.postrider.directory.Verification;
import dev.postrider.message.Message;
import dev.postrider.policy.Policy;
import dev.postrider.record.Parked;
import dev.postrider.record.ParkedStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An endpoint whose receiver is yet to agree gets messages, and they wait. */
final class VerifiedEndpointTest extends Driven {

  private static Endpoint endpoint(long revision, Verification verification) {
    Endpoint plain = endpoint(1, 1, Status.ENABLED, revision, Policy.STANDARD);
    return new Endpoint(
        plain.id(),
        plain.number(),
        plain.application(),
        plain.revision(),
        plain.status(),
        plain.settings(),
        plain.secrets(),
        plain.policy(),
        plain.failingSince(),
        plain.freshRevision(),
        plain.createdAt(),
        plain.updatedAt(),
        null,
        verification);
  }

  @Test
  void whatComesBeforeItAgreesWaitsOnDisk() {
    Message message = accept("a", endpoint(1, Verification.asked(START)));
    Parked waiting = puts().getFirst();
    commit();
    pass(Duration.ofHours(30));
    on(new Event.Changed(endpoint(2, new Verification.Failed(now, "no"))));
    pass(Duration.ofHours(30));
    assertThat(attempts()).isEmpty();
    assertThat(loads()).isEmpty();
    on(new Event.Changed(endpoint(3, new Verification.Verified(now))));
    come(loads().getFirst(), new ParkedStore.Row(waiting, message));
    assertThat(attempts().getLast().message()).isEqualTo(message);
  }

  @Test
  void whoHasToAgreeAnewGetsNothingMore() {
    accept("a", endpoint(1, Verification.NOT_NEEDED));
    accept("a", endpoint(1, Verification.NOT_NEEDED));
    on(new Event.Changed(endpoint(2, Verification.asked(START))));
    finish(attempts().getFirst(), OK);
    commit();
    assertThat(attempts()).hasSize(1);
    assertThat(puts()).hasSize(1);
  }
}
