package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification of signatures, against what the official libraries of two projects sign. */
final class SignedVerifierTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"text\":\"Přišla zpráva\"}";

  private final Map<String, List<String>> headers = new HashMap<>();

  @Test
  void acceptsWhatStandardWebhooksSigns() throws Exception {
    set("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Verified(ID));
    assertThat(verify(BODY, SECRET.substring("whsec_".length()))).isEqualTo(new Verified(ID));
  }

  @Test
  void acceptsWhatSvixSigns() throws Exception {
    set("svix", new com.svix.Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Verified(ID));
  }

  /** The vector of the Standard Webhooks libraries' own tests. */
  @Test
  void acceptsAKnownSignature() {
    set("webhook", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    headers.put("webhook-timestamp", List.of("1614265330"));
    Instant then = Instant.ofEpochSecond(1_614_265_330);
    assertThat(
            verifier(then, SECRET)
                .verify(RequestHeaders.of(headers), bytes("{\"test\": 2432232314}")))
        .isEqualTo(new Verified(ID));
  }

  @Test
  void acceptsTheSendersPrivateKeyByItsPublicOne() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String signature = "v1a," + base64(ed25519(pair, ID + "." + NOW.getEpochSecond() + "." + BODY));
    String publicKey = publicKey(pair);
    set("webhook", signature);
    assertThat(verify(BODY, publicKey)).isEqualTo(new Verified(ID));
    assertThat(verify(BODY + " ", publicKey)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    set("webhook", "v1,abc " + signature);
    assertThat(verify(BODY, SECRET, publicKey)).isEqualTo(new Verified(ID));
    String stranger = publicKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    assertThat(verify(BODY, stranger)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Test
  void oneOfSeveralSignaturesAndSecretsIsEnough() throws Exception {
    String old = new Webhook(OTHER).sign(ID, NOW.getEpochSecond(), BODY);
    String current = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    set("webhook", current + " " + old);
    assertThat(verify(BODY, OTHER)).isEqualTo(new Verified(ID));
    set("webhook", old);
    assertThat(verify(BODY, SECRET, OTHER)).isEqualTo(new Verified(ID));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Test
  void whateverWasChangedIsRejected() throws Exception {
    String signature = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    set("webhook", signature);
    assertThat(verify(BODY + "\n", SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    headers.put("webhook-id", List.of(ID + "x"));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    set("webhook", signature);
    headers.put("webhook-timestamp", List.of("" + (NOW.getEpochSecond() + 1)));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    set("webhook", signature.replace("v1,", "v2,"));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Test
  void theTimeMayBeOffByTheTolerance() throws Exception {
    set("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));
    assertThat(at(NOW.plusSeconds(300))).isEqualTo(new Verified(ID));
    assertThat(at(NOW.minusSeconds(300))).isEqualTo(new Verified(ID));
    assertThat(at(NOW.plusSeconds(301))).isEqualTo(new Rejected(Reason.TOO_OLD));
    assertThat(at(NOW.minusSeconds(301))).isEqualTo(new Rejected(Reason.TOO_NEW));
  }

  @Test
  void aHeaderThatIsMissingIsNamedMissing() throws Exception {
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      set("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY));
      headers.remove(name);
      assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.MISSING_HEADERS));
    }
  }

  @Test
  void aHeaderThatIsThereTwiceIsRejected() throws Exception {
    String signature = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
      set("webhook", signature);
      headers.computeIfPresent(name, (_, one) -> List.of(one.getFirst(), one.getFirst()));
      assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.MALFORMED_HEADERS));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1e9", "-1700000000", "1700000000.5", "٠١٢٣", "99999999999999999999"})
  void aTimeThatIsNoneIsRejected(String time) {
    set("webhook", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    headers.put("webhook-timestamp", List.of(time));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Rejected(Reason.MALFORMED_HEADERS));
  }

  /** The same bytes were signed, cut in other places. */
  @Test
  void aPartOfTheBodyIsNoTime() throws Exception {
    String later = Long.toString(NOW.getEpochSecond() + 1);
    String rest = "{}";
    set("webhook", new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), later + "." + rest));
    headers.put("webhook-id", List.of(ID + "." + NOW.getEpochSecond()));
    headers.put("webhook-timestamp", List.of(later));
    assertThat(verify(rest, SECRET)).isEqualTo(new Rejected(Reason.MALFORMED_HEADERS));
  }

  @Test
  void capitalsOfNamesDoNotMatter() throws Exception {
    String signature = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    headers.put("Webhook-Id", List.of(ID));
    headers.put("WEBHOOK-TIMESTAMP", List.of("" + NOW.getEpochSecond()));
    headers.put("webhook-Signature", List.of(signature));
    assertThat(verify(BODY, SECRET)).isEqualTo(new Verified(ID));
  }

  /** Whatever stands in the headers: an answer, no exception, and never a yes. */
  @Test
  void garbageIsRejected() {
    Random random = new Random(20_261_128);
    for (int n = 0; n < 2_000; n++) {
      for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
        headers.put(name, List.of(garbage(random)));
      }
      if (random.nextBoolean()) {
        headers.put("webhook-timestamp", List.of("" + NOW.getEpochSecond()));
        headers.put("webhook-id", List.of(ID));
      }
      assertThat(verify(BODY, SECRET, "whpk_" + base64(new byte[32])))
          .as("%s", headers)
          .isInstanceOf(Rejected.class);
    }
  }

  private static String garbage(Random random) {
    String alphabet = "v1a,= +/ .0123456789AZaz\u0000\u007f\u00e9\ud800";
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "v1a," : "");
    for (int length = random.nextInt(120); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsec_ä",
        "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsk_AAAA",
        "?"
      })
  void aSecretThatCannotBeReadIsToldWithoutIt(String secret) {
    assertThatThrownBy(() -> WebhookVerifier.signed(secret))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e ->
            assertThat(e.toString())
                .doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                .doesNotContain("ä"));
  }

  @Test
  void noSecretAndANegativeToleranceAreMistakes() {
    assertThatThrownBy(WebhookVerifier::signed).hasMessageContaining("1 to 32");
    assertThatThrownBy(() ->
            WebhookVerifier.signed(List.of(SECRET), Duration.ofSeconds(-1), InstantSource.system()))
        .hasMessageContaining("tolerance");
  }

  private Verification at(Instant now) {
    return verifier(now, SECRET).verify(RequestHeaders.of(headers), bytes(BODY));
  }

  private Verification verify(String body, String... secrets) {
    return verifier(NOW, secrets).verify(RequestHeaders.of(headers), bytes(body));
  }

  private static WebhookVerifier verifier(Instant now, String... secrets) {
    return WebhookVerifier.signed(List.of(secrets), WebhookVerifier.TOLERANCE, () -> now);
  }

  private void set(String family, String signature) {
    headers.clear();
    headers.put(family + "-id", List.of(ID));
    headers.put(family + "-timestamp", List.of("" + NOW.getEpochSecond()));
    headers.put(family + "-signature", List.of(signature));
  }

  private static byte[] ed25519(KeyPair pair, String text) throws Exception {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(bytes(text));
    return signer.sign();
  }

  private static String publicKey(KeyPair pair) {
    byte[] encoded = pair.getPublic().getEncoded();
    return "whpk_" + base64(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
