package dev.postrider.api.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.testkit.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a server can be seen by, and what is said of the others. */
final class TlsFilesTest {
  @TempDir static Path directory;
  private static SelfSigned good;
  private static SelfSigned other;

  @BeforeAll
  static void make() throws Exception {
    good = SelfSigned.of(directory, "dns:localhost");
    other = SelfSigned.of(directory, "dns:localhost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void keysOfTheseKindsAreGood(String kind) throws Exception {
    SelfSigned pair = SelfSigned.of(directory, List.of("-keyalg", kind), "dns:localhost");
    new TlsFiles(pair.pem(), pair.key()).require();
  }

  @Test
  void bothMayStandInOneFileBesideOtherText() throws IOException {
    Path both = directory.resolve("both.pem");
    Files.writeString(
        both,
        "# from "
            + good.pem()
            + "\n"
            + Files.readString(good.key())
            + Files.readString(good.pem()));
    assertThatThrownBy(() -> new TlsFiles(both, both).require())
        .hasMessageContaining("holds what is no certificate in PEM");
    new TlsFiles(good.pem(), both).require();
  }

  @Test
  void aKeyOfAnotherCertificateIsNone() {
    assertRefused(
        new TlsFiles(good.pem(), other.key()),
        "http.tlsKey: %s is not the key of the certificate in %s"
            .formatted(other.key(), good.pem()));
  }

  @Test
  void aKeyOfAnotherKindIsNone() throws Exception {
    SelfSigned rsa = SelfSigned.of(directory, List.of("-keyalg", "RSA"), "dns:localhost");
    assertRefused(
        new TlsFiles(good.pem(), rsa.key()),
        "http.tlsKey: %s has no private key of the certificate's kind, which is EC"
            .formatted(rsa.key()));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Path nowhere = directory.resolve("nowhere.pem");
    assertThatThrownBy(() -> new TlsFiles(nowhere, good.key()).require())
        .isInstanceOf(UnusableCertificate.class)
        .hasMessageStartingWith("http.tlsCertificate: " + nowhere + " cannot be read");
    assertThatThrownBy(() -> new TlsFiles(good.pem(), directory).require())
        .isInstanceOf(UnusableCertificate.class)
        .hasMessageStartingWith("http.tlsKey: " + directory + " cannot be read");
  }

  @Test
  void theOrderOfAChainCounts() throws IOException {
    Path stranger = directory.resolve("stranger.pem");
    Files.writeString(stranger, Files.readString(good.pem()) + Files.readString(ofSomebodyElse()));
    assertThatThrownBy(() -> new TlsFiles(stranger, good.key()).require())
        .hasMessageContaining("certificate 2 is not that of the issuer of certificate 1");
  }

  private static Path ofSomebodyElse() {
    try {
      return SelfSigned.of(
              directory,
              List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=somebody else"),
              "dns:localhost")
          .pem();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void otherFormsAreToldHowToBecomeThisOne() throws IOException {
    assertRefusedKey("", "has no private key in it (-----BEGIN PRIVATE KEY-----)");
    assertRefusedKey(Files.readString(good.pem()), "has no private key in it");
    assertRefusedKey(
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n",
        "openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW");
    assertRefusedKey(
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
        "has a key with a password");
    assertRefusedKey(
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0IQ==\n-----END PRIVATE KEY-----\n",
        "has no private key of the certificate's kind, which is EC");
    assertRefusedKey("x".repeat(300_000), "has more than 262144 bytes");
  }

  private static void assertRefusedKey(String text, String why) throws IOException {
    Path key = Files.writeString(Files.createTempFile(directory, "key", ".pem"), text);
    assertThatThrownBy(() -> new TlsFiles(good.pem(), key).require())
        .isInstanceOf(UnusableCertificate.class)
        .hasMessageStartingWith("http.tlsKey: " + key + " ")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("c2VjcmV0IQ", "secret!");
  }

  private static void assertRefused(TlsFiles files, String sentence) {
    assertThatThrownBy(files::require).isInstanceOf(UnusableCertificate.class).hasMessage(sentence);
  }
}
