package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.directory.Verification;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a directory keeps of endpoints whose receivers are asked first, as it is opened to do. */
public abstract class VerificationContract extends DirectoryFixture {
  private static final Endpoint.Settings SETTINGS = Endpoint.Settings.of("https://example.com/a");

  /** One that is to be asked. */
  protected final Endpoint created() {
    return Edges.done(
        directory.createEndpoint(application(null).id(), SETTINGS, new Secret("whsec_x", null)));
  }

  private Endpoint now(EndpointId id) {
    return directory.endpoint(id).orElseThrow();
  }

  @Test
  protected void aNewEndpointIsToBeAskedAtOnce() {
    Endpoint endpoint = created();
    assertThat(endpoint.verification())
        .isEqualTo(new Verification.Pending(0, endpoint.createdAt(), null));
    assertThat(endpoint.sends()).isFalse();
    assertThat(endpoint.wants("a", List.of(), List.of())).isTrue();
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).containsExactly(endpoint);
    assertThat(directory.endpointsToVerify(clock.instant().minusSeconds(1), 10)).isEmpty();
    assertThat(heard.getLast()).isEqualTo(endpoint);
  }

  @Test
  protected void whatCameOfAskingIsKeptAndHeard() {
    Endpoint endpoint = created();
    Verification.Pending pending =
        new Verification.Pending(3, clock.instant().plusSeconds(60), "the receiver is away");
    assertThat(directory.verifyEndpoint(endpoint.id(), endpoint.revision(), pending)).isTrue();
    assertThat(now(endpoint.id()).verification()).isEqualTo(pending);
    assertThat(heard.getLast()).isEqualTo(now(endpoint.id()));
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).isEmpty();
    clock.turn(Duration.ofSeconds(60));
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).hasSize(1);
    Verification failed = new Verification.Failed(clock.instant(), "no");
    noted(endpoint.id(), failed);
    assertThat(now(endpoint.id()).sends()).isFalse();
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).isEmpty();
    Verification verified = new Verification.Verified(clock.instant());
    noted(endpoint.id(), verified);
    assertThat(now(endpoint.id()).sends()).isTrue();
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).isEmpty();
  }

  private void noted(EndpointId id, Verification outcome) {
    assertThat(directory.verifyEndpoint(id, now(id).revision(), outcome)).isTrue();
    assertThat(now(id).verification()).isEqualTo(outcome);
  }

  @Test
  protected void whatCameOfAskingAnotherUrlIsNotKept() {
    Endpoint endpoint = created();
    directory.changeEndpoint(
        endpoint.id(), old -> old.withTarget("https://example.com/b", old.eventTypes()));
    Verification verified = new Verification.Verified(clock.instant());
    assertThat(directory.verifyEndpoint(endpoint.id(), endpoint.revision(), verified)).isFalse();
    assertThat(now(endpoint.id()).sends()).isFalse();
  }

  @Test
  protected void anotherUrlHasToBeAskedAndNothingElseHas() {
    Endpoint endpoint = created();
    Verification verified = new Verification.Verified(clock.instant());
    noted(endpoint.id(), verified);
    directory.changeEndpoint(endpoint.id(), old -> old.withThrottleRate(3));
    directory.rotateSecret(endpoint.id(), new Secret("whsec_y", null), Duration.ZERO);
    assertThat(now(endpoint.id()).verification()).isEqualTo(verified);
    clock.turn(Duration.ofMinutes(1));
    directory.renewEndpoint(
        endpoint.id(), old -> old.withTarget("https://example.com/b", old.eventTypes()));
    assertThat(now(endpoint.id()).verification()).isEqualTo(Verification.asked(clock.instant()));
  }

  @Test
  protected void whoHasFailedMayBeAskedAnewAndWhoHasAgreedNeedNot() {
    Endpoint endpoint = created();
    noted(endpoint.id(), new Verification.Failed(clock.instant(), "no"));
    clock.turn(Duration.ofMinutes(1));
    assertThat(Edges.done(directory.askEndpoint(endpoint.id())).verification())
        .isEqualTo(Verification.asked(clock.instant()));
    Verification verified = new Verification.Verified(clock.instant());
    noted(endpoint.id(), verified);
    assertThat(Edges.done(directory.askEndpoint(endpoint.id())).verification()).isEqualTo(verified);
    directory.deleteEndpoint(endpoint.id());
    assertThat(directory.askEndpoint(endpoint.id())).isInstanceOf(Stored.Missing.class);
  }

  @Test
  protected void whatIsDeletedIsNotAsked() {
    Endpoint endpoint = created();
    directory.deleteEndpoint(endpoint.id());
    assertThat(directory.endpointsToVerify(clock.instant(), 10)).isEmpty();
    assertThat(
            directory.verifyEndpoint(
                endpoint.id(),
                now(endpoint.id()).revision(),
                new Verification.Verified(clock.instant())))
        .isFalse();
  }

  @Test
  protected void thoseThatWaitForLongestComeFirst() {
    Endpoint first = created();
    clock.turn(Duration.ofSeconds(1));
    Endpoint second = created();
    assertThat(directory.endpointsToVerify(clock.instant(), 1)).containsExactly(first);
    noted(first.id(), new Verification.Pending(1, clock.instant().plusSeconds(1), "no"));
    clock.turn(Duration.ofSeconds(1));
    assertThat(directory.endpointsToVerify(clock.instant(), 1)).containsExactly(second);
  }
}
