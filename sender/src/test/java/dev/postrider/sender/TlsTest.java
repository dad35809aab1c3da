package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.testkit.Receiver;
import dev.postrider.testkit.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The name of the host is what TLS is about, although the connection goes to an address that was
 * checked.
 */
@Timeout(60)
final class TlsTest {
  private static final HostLookup HERE = _ -> List.of(InetAddress.ofLiteral("127.0.0.1"));
  private static final SenderConfig LOCAL = SenderConfig.standard("test").withAllowed(Rig.LOCAL);

  @TempDir static Path directory;
  private static SelfSigned certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = SelfSigned.of(directory, "dns:hooks.example.com", "ip:127.0.0.1");
  }

  @Test
  void theNameInTheCertificateIsReachedByAPinnedAddress() throws Exception {
    assertThat(sent("hooks.example.com", trusting())).isInstanceOf(Answered.class);
  }

  @Test
  void anAddressInTheCertificateIsReached() throws Exception {
    assertThat(sent("127.0.0.1", trusting())).isInstanceOf(Answered.class);
  }

  @Test
  void anotherNameIsATlsFailureAlthoughTheAddressIsTheSame() throws Exception {
    Unanswered unanswered = (Unanswered) sent("other.example.com", trusting());
    assertThat(unanswered.failure()).isEqualTo(Failure.TLS);
    assertThat(unanswered.detail()).contains("other.example.com");
  }

  @Test
  void aCertificateThatNobodyVouchesForIsATlsFailure() throws Exception {
    assertThat(((Unanswered) sent("hooks.example.com", LOCAL)).failure()).isEqualTo(Failure.TLS);
  }

  @Test
  void plainHttpBehindHttpsIsATlsFailure() throws Exception {
    try (Receiver plain = Receiver.start();
        Rig rig = new Rig("https://127.0.0.1:" + plain.port() + "/", LOCAL, HERE)) {
      assertThat(((Unanswered) rig.send("{}")).failure()).isEqualTo(Failure.TLS);
    }
  }

  @Test
  void whatIsNoTlsIsToldWithoutItsBytes() throws Exception {
    try (var plain = new java.net.ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Rig rig = new Rig("https://127.0.0.1:" + plain.getLocalPort() + "/", LOCAL, HERE)) {
      Thread.ofVirtual()
          .start(() -> {
            try (var socket = plain.accept()) {
              socket.getOutputStream().write("<!doctype html>".getBytes(StandardCharsets.US_ASCII));
              socket.getInputStream().readAllBytes();
            } catch (IOException closed) {
              // The sender has gone.
            }
          });
      assertThat(rig.send("{}")).isEqualTo(new Unanswered(Failure.TLS, "not an SSL/TLS record"));
    }
  }

  @Test
  void aHandshakeThatHangsIsGivenUp() throws Exception {
    try (var silent = new java.net.ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        Rig rig = new Rig("https://127.0.0.1:" + silent.getLocalPort() + "/", LOCAL, HERE)) {
      rig.timeout(Duration.ofMillis(300));
      Unanswered unanswered = (Unanswered) rig.send("{}");
      assertThat(unanswered.failure()).isEqualTo(Failure.TIMEOUT);
      assertThat(unanswered.detail()).contains("handshake");
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefusedAtStart() throws Exception {
    Path junk = Files.writeString(directory.resolve("junk.pem"), "junk");
    assertThatThrownBy(
            () -> new Rig("https://x.example/", LOCAL.withTrustedCertificates(junk), HERE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sender.trustedCertificates");
  }

  private static SenderConfig trusting() {
    return LOCAL.withTrustedCertificates(certificate.pem());
  }

  private static Outcome sent(String host, SenderConfig config) throws Exception {
    try (Receiver receiver = Receiver.start(certificate.tls());
        Rig rig = new Rig(receiver.url(host, "/hook"), config, HERE)) {
      Outcome outcome = rig.send("{}");
      if (outcome instanceof Answered) {
        assertThat(rig.send("{}")).isInstanceOf(Answered.class);
        assertThat(receiver.received().getFirst().header("host"))
            .contains(host + ":" + receiver.port());
        assertThat(receiver.connections()).isEqualTo(1);
      } else {
        assertThat(receiver.received()).isEmpty();
      }
      return outcome;
    }
  }
}
