package dev.postrider.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretsTest {

  @Test
  void whatIsGeneratedIsValidAndDiffers() {
    Random random = new Random(7);
    String first = Secrets.generate(random);
    assertThat(first).startsWith("whsec_").hasSize(38);
    assertThat(Secrets.problem(first)).isEmpty();
    assertThat(Secrets.generate(random)).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64, 75})
  void hmacKeysOfTheseLengthsAreTaken(int length) {
    assertThat(Secrets.problem("whsec_" + base64(new byte[length]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 76, 100_000})
  void hmacKeysOfOtherLengthsAreRefused(int length) {
    assertThat(Secrets.problem("whsec_" + base64(new byte[length])))
        .get()
        .asString()
        .contains("24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsec_!!",
        "whpk_AAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "WHSEC_x"
      })
  void whatIsNoSecretIsRefusedWithoutRepeatingIt(String text) {
    assertThat(Secrets.problem(text)).isPresent();
    assertThat(Secrets.problem(text).orElseThrow()).doesNotContain("!!").doesNotContain("AAAA");
  }

  @Test
  void ed25519ShowsItsPublicHalfOnly() throws Exception {
    byte[] pair = ed25519Pair();
    Secret secret = new Secret("whsk_" + base64(pair), null);
    assertThat(Secrets.problem(secret.text())).isEmpty();
    assertThat(Secrets.publicForm(secret))
        .isEqualTo("whpk_" + base64(Arrays.copyOfRange(pair, 32, 64)));
    assertThat(SigningKey.parse(secret.text()).toString()).isEqualTo("Ed25519[***]");
  }

  @Test
  void ed25519HalvesOfTwoPairsAreRefused() throws Exception {
    byte[] mixed = ed25519Pair();
    System.arraycopy(ed25519Pair(), 32, mixed, 32, 32);
    assertThat(Secrets.problem("whsk_" + base64(mixed))).get().asString().contains("key pair");
    assertThat(Secrets.problem("whsk_" + base64(new byte[63]))).get().asString().contains("64");
  }

  @Test
  void anHmacSecretIsShownAsItIs() {
    Secret secret = new Secret("whsec_" + base64(new byte[24]), null);
    assertThat(Secrets.publicForm(secret)).isEqualTo(secret.text());
    assertThat(secret.toString()).isEqualTo("Secret[whsec_***]");
    assertThat(SigningKey.parse(secret.text()).toString()).isEqualTo("Hmac[***]");
  }

  private static byte[] ed25519Pair() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = pair.getPrivate().getEncoded();
    byte[] point = pair.getPublic().getEncoded();
    byte[] both = Arrays.copyOfRange(seed, seed.length - 32, seed.length + 32);
    System.arraycopy(point, point.length - 32, both, 32, 32);
    return both;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
