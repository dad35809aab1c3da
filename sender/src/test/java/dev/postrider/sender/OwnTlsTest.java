package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.ClientCertificate;
import dev.postrider.testkit.Issuer;
import dev.postrider.testkit.Receiver;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that demand certificates, or whose own nobody knows but the endpoint. */
@Timeout(60)
final class OwnTlsTest {
  @TempDir static Path directory;
  private static Issuer ours;
  private static Issuer others;
  private static Issuer.Issued server;
  private static Issuer.Issued client;

  private Receiver receiver;
  private Rig rig;

  @BeforeAll
  static void issue() throws Exception {
    ours = Issuer.of(directory, "ours");
    others = Issuer.of(directory, "others");
    server = ours.issue("receiver", "EC", "ip:127.0.0.1");
    client = ours.issue("client", "EC", "dns:client");
  }

  @BeforeEach
  void start() throws Exception {
    receiver = Receiver.startDemanding(server.tls(ours));
    rig = new Rig(receiver.url());
  }

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void whoShowsTheCertificateIsLetIn(String kind) throws Exception {
    Issuer.Issued shown = ours.issue("client of " + kind, kind, "dns:client");
    rig.authentication(own(shown, ours));
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    assertThat(receiver.connections()).as("the connection is kept").isEqualTo(1);
  }

  @Test
  void whoShowsNoneIsNot() throws Exception {
    rig.authentication(own(null, ours));
    assertRefused(rig.send("{}"));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void whoShowsThatOfAnotherIssuerIsNot() throws Exception {
    rig.authentication(own(others.issue("stranger", "EC", "dns:client"), ours));
    assertRefused(rig.send("{}"));
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void aReceiverOfAnotherIssuerIsNotTrusted() throws Exception {
    rig.authentication(own(client, others));
    Unanswered refused = (Unanswered) rig.send("{}");
    assertThat(refused.failure()).isEqualTo(Failure.TLS);
    rig.authentication(own(client, null));
    assertThat(((Unanswered) rig.send("{}")).failure())
        .as("those that are trusted for all do not know it")
        .isEqualTo(Failure.TLS);
    assertThat(receiver.received()).isEmpty();
  }

  /** What all trust is not trusted by whoever names others. */
  @Test
  void whoNamesIssuersTrustsNoOthers() throws Exception {
    try (Rig trusting =
        new Rig(
            receiver.url(),
            SenderConfig.standard("test")
                .withAllowed(Rig.LOCAL)
                .withTrustedCertificates(ours.pemFile()),
            HostLookup.SYSTEM)) {
      trusting.authentication(own(client, null));
      assertThat(trusting.send("{}")).isInstanceOf(Answered.class);
      trusting.authentication(own(client, others));
      assertThat(((Unanswered) trusting.send("{}")).failure()).isEqualTo(Failure.TLS);
    }
  }

  /** A kept connection that was let in by one certificate carries nothing for anybody else. */
  @Test
  void keptConnectionsAreNotShared() throws Exception {
    rig.authentication(own(client, ours));
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    rig.authentication(own(null, ours));
    assertRefused(rig.send("{}"));
    rig.authentication(own(ours.issue("another", "EC", "dns:client"), ours));
    int before = receiver.connections();
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    assertThat(receiver.connections()).isEqualTo(before + 1);
    rig.authentication(own(client, ours));
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    assertThat(receiver.connections()).as("its own was kept").isEqualTo(before + 1);
    rig.authentication(own(client, others));
    assertThat(((Unanswered) rig.send("{}")).failure())
        .as("a connection to whom others trust")
        .isEqualTo(Failure.TLS);
    rig.authentication(Authentication.NONE);
    assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TLS);
  }

  @Test
  void theNameOfTheHostIsCheckedAsEver() throws Exception {
    try (Receiver elsewhere =
        Receiver.startDemanding(ours.issue("x", "EC", "dns:other.example").tls(ours))) {
      rig.url(elsewhere.url());
      rig.authentication(own(client, ours));
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TLS);
    }
  }

  private static Authentication own(Issuer.@Nullable Issued shown, @Nullable Issuer trusted)
      throws Exception {
    return new Authentication(
        new Proof.None(),
        shown == null ? null : new ClientCertificate(shown.chain(), shown.key()),
        trusted == null ? null : trusted.pem(),
        false);
  }

  /** By the handshake, or, as TLS 1.3 has it, by an alert behind it. */
  private static void assertRefused(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Unanswered.class);
    assertThat(((Unanswered) outcome).failure()).isIn(Failure.TLS, Failure.CONNECTION);
  }
}
