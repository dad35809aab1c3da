package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Application;
import dev.postrider.directory.Endpoint;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Verification;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.platform.Platform;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.sender.AddressRanges;
import dev.postrider.sender.HostLookup;
import dev.postrider.sender.HttpSender;
import dev.postrider.sender.SenderConfig;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.Edges;
import dev.postrider.testkit.MemoryDirectory;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has many endpoints asked keeps nobody waiting, and has nobody flooded. */
final class VerifyingTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final MemoryDirectory directory =
      new MemoryDirectory(clock, new Keys(clock, 0), Contracts.STANDARD);
  private final HttpSender sender =
      new HttpSender(
          SenderConfig.standard("test")
              .withAllowed(AddressRanges.parse("127.0.0.0/8"))
              .withOrigin("hooks.example.com"),
          id -> directory.endpoint(id),
          _ -> PolicyOverrides.NONE,
          HostLookup.SYSTEM,
          clock);
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();
  private final Verifying verifying = new Verifying(directory, sender, clock, faults::add);

  /** Of the one with many endpoints, and of the others. */
  private final Receiver crowd = Receiver.start();

  private final Receiver other = Receiver.start();

  VerifyingTest() {
    directory.verify();
    other.answer(_ -> Answer.bytes(200, new byte[0], "WebHook-Allowed-Origin: *"));
  }

  @AfterEach
  void close() {
    verifying.close();
    sender.close();
    crowd.close();
    other.close();
    assertThat(faults).isEmpty();
  }

  private ApplicationId application() {
    Application.Settings settings = new Application.Settings("a", null, null, Map.of(), Map.of());
    return Edges.done(directory.createApplication("org_a", Platform.STANDARD, settings)).id();
  }

  private EndpointId endpoint(ApplicationId application, Receiver receiver) {
    Endpoint.Settings settings = Endpoint.Settings.of(receiver.url());
    return Edges.done(directory.createEndpoint(application, settings, new Secret("whsec_x", null)))
        .id();
  }

  private Verification verification(EndpointId id) {
    return directory.endpoint(id).orElseThrow().verification();
  }

  private void awaitVerified(EndpointId id) {
    Awaitility.await().atMost(SOON).until(() -> verification(id) instanceof Verification.Verified);
  }

  /** A clock that stands still gives the many one turn, and that one hangs. */
  @Test
  void theManyEndpointsOfOneKeepNobodyElseWaiting() throws Exception {
    crowd.answer(_ -> Answer.hang());
    ApplicationId many = application();
    for (int i = 0; i < 1_000; i++) {
      endpoint(many, crowd);
    }
    clock.turn(Duration.ofSeconds(1));
    EndpointId late = endpoint(application(), other);
    verifying.start();
    awaitVerified(late);
    crowd.awaitCount(10, SOON);
    EndpointId later = endpoint(application(), other);
    awaitVerified(later);
    assertThat(crowd.received()).hasSize(10);
  }

  @Test
  void ofAnApplicationTenAreAskedInTenSeconds() throws Exception {
    crowd.answer(_ -> Answer.status(405));
    ApplicationId many = application();
    for (int i = 0; i < 25; i++) {
      endpoint(many, crowd);
    }
    verifying.start();
    crowd.awaitCount(10, SOON);
    awaitVerified(endpoint(application(), other));
    assertThat(crowd.received()).hasSize(10);
    clock.turn(Duration.ofSeconds(10));
    verifying.wake();
    crowd.awaitCount(20, SOON);
    awaitVerified(endpoint(application(), other));
    assertThat(crowd.received()).hasSize(20);
  }

  /** The wish to have one asked anew, as often as one likes. */
  @Test
  void nobodyHasAStrangerAskedMoreOften() throws Exception {
    crowd.answer(_ -> Answer.status(405));
    EndpointId stranger = endpoint(application(), crowd);
    verifying.start();
    for (int times = 1; times <= 10; times++) {
      crowd.awaitCount(times, SOON);
      Awaitility.await()
          .atMost(SOON)
          .until(() ->
              verification(stranger) instanceof Verification.Pending(int tries, _, _)
                  && tries == 1);
      directory.askEndpoint(stranger);
    }
    awaitVerified(endpoint(application(), other));
    assertThat(crowd.received()).hasSize(10);
    assertThat(verification(stranger)).isEqualTo(Verification.asked(clock.instant()));
    clock.turn(Duration.ofSeconds(10));
    verifying.wake();
    crowd.awaitCount(11, SOON);
  }
}
