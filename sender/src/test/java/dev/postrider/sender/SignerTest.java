package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.sender.SignatureCheck.Finding;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignerTest {
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.ofEpochSecond(1614265330);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void signsAsTheStandardsOwnExample() {
    assertThat(Signer.of(List.of(new Secret(SECRET, null))).sign(ID, NOW, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void ed25519IsVerifiedWithThePublicHalfAlone() throws Exception {
    Secret pair = new Secret(ed25519(), null);
    String signature = Signer.of(List.of(pair)).sign(ID, NOW, BODY);
    assertThat(signature).startsWith("v1a,");
    assertThat(check(signature, BODY, Secrets.publicForm(pair), NOW))
        .isEqualTo(new Finding.Genuine());
    assertThat(check(signature, BODY, pair.text(), NOW)).isEqualTo(new Finding.Genuine());
    assertThat(check(signature, BODY, SECRET, NOW)).isInstanceOf(Finding.Refused.class);
  }

  @Test
  void kindsMayBeMixedDuringARotation() throws Exception {
    Secret pair = new Secret(ed25519(), null);
    Secret old = new Secret(SECRET, NOW.plusSeconds(1));
    String signatures = Signer.of(List.of(pair, old)).sign(ID, NOW, BODY);
    assertThat(signatures.split(" ", -1)).hasSize(2);
    assertThat(signatures).startsWith("v1a,");
    assertThat(check(signatures, BODY, SECRET, NOW)).isEqualTo(new Finding.Genuine());
    assertThat(check(signatures, BODY, Secrets.publicForm(pair), NOW))
        .isEqualTo(new Finding.Genuine());
  }

  @Test
  void manyThreadsSignWithOneKey() throws Exception {
    Signer signer = Signer.of(List.of(new Secret(SECRET, null)));
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var signed =
          threads.invokeAll(java.util.Collections.nCopies(1_000, () -> signer.sign(ID, NOW, BODY)));
      for (var one : signed) {
        assertThat(one.get()).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
      }
    }
  }

  @Test
  void anythingElseIsRefused() {
    String signature = Signer.of(List.of(new Secret(SECRET, null))).sign(ID, NOW, BODY);
    byte[] changed = BODY.clone();
    changed[0] ^= 1;
    String other = Secrets.generate(new Random(4));
    assertThat(check(signature, BODY, SECRET, NOW)).isEqualTo(new Finding.Genuine());
    assertThat(check("v1,AAAA " + signature, BODY, SECRET, NOW)).isEqualTo(new Finding.Genuine());
    assertThat(check(signature, changed, SECRET, NOW)).isInstanceOf(Finding.Refused.class);
    assertThat(check(signature, BODY, other, NOW)).isInstanceOf(Finding.Refused.class);
    assertThat(check(signature, BODY, "", NOW)).isInstanceOf(Finding.Refused.class);
    assertThat(check("", BODY, SECRET, NOW)).isInstanceOf(Finding.Refused.class);
    assertThat(check("v2," + signature.substring(3), BODY, SECRET, NOW))
        .isInstanceOf(Finding.Refused.class);
    assertThat(check("v1,%%%", BODY, SECRET, NOW)).isInstanceOf(Finding.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 100_000, -100_000})
  void whatIsTooOldOrFromTheFutureIsRefused(long seconds) {
    String signature = Signer.of(List.of(new Secret(SECRET, null))).sign(ID, NOW, BODY);
    assertThat(check(signature, BODY, SECRET, NOW.plusSeconds(seconds)))
        .isInstanceOf(Finding.Refused.class);
  }

  private static Finding check(String signatures, byte[] body, String secret, Instant now) {
    Map<String, String> headers =
        Map.of(
            "webhook-id", ID,
            "webhook-timestamp", Long.toString(NOW.getEpochSecond()),
            "webhook-signature", signatures);
    return SignatureCheck.check(name -> Optional.ofNullable(headers.get(name)), body, secret, now);
  }

  private static String ed25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = pair.getPrivate().getEncoded();
    byte[] point = pair.getPublic().getEncoded();
    byte[] both = Arrays.copyOfRange(seed, seed.length - 32, seed.length + 32);
    System.arraycopy(point, point.length - 32, both, 32, 32);
    return "whsk_" + Base64.getEncoder().encodeToString(both);
  }
}
