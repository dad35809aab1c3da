package dev.postrider.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Stored;
import dev.postrider.directory.Verification;
import dev.postrider.directory.VerificationTurn;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a directory keeps of endpoints whose receivers are asked first, as it is opened to do. */
public abstract class VerificationContract extends DirectoryFixture {
  private static final Endpoint.Settings SETTINGS = Endpoint.Settings.of("https://example.com/a");

  /** One that is to be asked. */
  protected final Endpoint created() {
    return created(application(null).id());
  }

  private Endpoint created(ApplicationId application) {
    return Edges.done(directory.createEndpoint(application, SETTINGS, new Secret("whsec_x", null)));
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
    assertThat(due(10)).containsExactly(endpoint);
    clock.turn(Duration.ofSeconds(-1));
    assertThat(due(10)).isEmpty();
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
    assertThat(due(10)).isEmpty();
    clock.turn(Duration.ofSeconds(60));
    assertThat(due(10)).hasSize(1);
    Verification failed = new Verification.Failed(clock.instant(), "no");
    noted(endpoint.id(), failed);
    assertThat(now(endpoint.id()).sends()).isFalse();
    assertThat(due(10)).isEmpty();
    Verification verified = new Verification.Verified(clock.instant());
    noted(endpoint.id(), verified);
    assertThat(now(endpoint.id()).sends()).isTrue();
    assertThat(due(10)).isEmpty();
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
    assertThat(due(10)).isEmpty();
    assertThat(
            directory.verifyEndpoint(
                endpoint.id(),
                now(endpoint.id()).revision(),
                new Verification.Verified(clock.instant())))
        .isFalse();
  }

  @Test
  protected void ofAnApplicationThoseThatWaitForLongestComeFirst() {
    ApplicationId application = application(null).id();
    Endpoint first = created(application);
    clock.turn(Duration.ofSeconds(1));
    Endpoint second = created(application);
    assertThat(due(1)).containsExactly(first);
    noted(first.id(), new Verification.Pending(1, clock.instant().plusSeconds(1), "no"));
    clock.turn(Duration.ofSeconds(1));
    assertThat(due(2)).containsExactly(second, now(first.id()));
  }

  @Test
  protected void applicationsTakeTurns() {
    List<ApplicationId> applications =
        Stream.generate(() -> application(null).id()).limit(3).toList();
    List<Endpoint> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(created(applications.get(i / 2)));
      clock.turn(Duration.ofSeconds(1));
    }
    assertThat(due(10))
        .containsExactly(all.get(0), all.get(2), all.get(4), all.get(1), all.get(3), all.get(5));
    assertThat(turn(applications.get(0), Set.of(), Set.of(), 4))
        .containsExactly(all.get(2), all.get(4), all.get(0), all.get(3));
    assertThat(turn(applications.get(2), Set.of(), Set.of(), 1)).containsExactly(all.get(0));
    assertThat(turn(null, Set.of(applications.get(1)), Set.of(all.get(0).id()), 10))
        .containsExactly(all.get(1), all.get(4), all.get(5));
    assertThat(due(0)).isEmpty();
  }

  @Test
  protected void ofOneApplicationThereAreNoMoreThanTen() {
    ApplicationId many = application(null).id();
    for (int i = 0; i < 12; i++) {
      created(many);
    }
    Endpoint other = created();
    assertThat(due(100)).hasSize(11).contains(other);
  }

  private List<Endpoint> due(int most) {
    return turn(null, Set.of(), Set.of(), most);
  }

  private List<Endpoint> turn(
      @Nullable ApplicationId after, Set<ApplicationId> resting, Set<EndpointId> asked, int most) {
    return directory.endpointsToVerify(
        new VerificationTurn(clock.instant(), after, resting, asked, most));
  }
}
