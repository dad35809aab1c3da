package dev.postrider.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.directory.Endpoint.SignatureNames;
import dev.postrider.directory.Secret;
import dev.postrider.directory.Secrets;
import dev.postrider.directory.SigningKey;
import dev.postrider.message.Payload;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is signed as RFC 9421 says is verified by somebody who has read nothing else. */
@Timeout(60)
final class MessageSignaturesTest {
  private static final String BODY = "{\"hello\": \"wörld\"}";

  private final Receiver receiver = Receiver.start();
  private final String origin = "http://127.0.0.1:" + receiver.port();
  private final MessageVerifier verifier = new MessageVerifier(origin);
  private final Rig rig = new Rig(origin + "/hook/%C3%BC?a=b&c=d%20e");

  @BeforeEach
  void start() {
    rig.authentication(new Authentication(new Proof.None(), null, null, true));
  }

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  /** Appendix B.2.5: the verifier is right about HMAC. */
  @Test
  void theVerifierFindsTheHmacOfTheRfcGenuine() throws Exception {
    Key secret =
        new SecretKeySpec(
            Base64.getDecoder()
                .decode(
                    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=="),
            "HmacSHA256");
    Received request =
        ofTheRfc(
            "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
            "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:");
    assertThat(new MessageVerifier("https://example.com").verify(request, "sig-b25", secret))
        .isTrue();
    assertThat(new MessageVerifier("https://example.org").verify(request, "sig-b25", secret))
        .isFalse();
    assertThat(MessageVerifier.digestHolds(request)).isTrue();
  }

  /** Appendix B.2.6: and about ed25519. */
  @Test
  void theVerifierFindsTheEd25519OfTheRfcGenuine() throws Exception {
    Key half =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getDecoder()
                        .decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")));
    Received request =
        ofTheRfc(
            "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"",
            "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:");
    MessageVerifier example = new MessageVerifier("https://example.com");
    assertThat(example.verify(request, "sig-b26", half)).isTrue();
    assertThat(new MessageVerifier("https://example.org").verify(request, "sig-b26", half))
        .isFalse();
  }

  @Test
  void hmacIsGenuineAndCoversWhatMatters() throws Exception {
    Received request = sent();
    MessageVerifier.Input input = MessageVerifier.input(request, "sig1");
    assertThat(input.covered())
        .containsExactly(
            "@method",
            "@target-uri",
            "content-digest",
            "content-type",
            "webhook-id",
            "webhook-timestamp");
    assertThat(input.named())
        .containsExactly(
            Map.entry("created", Long.toString(Rig.NOW.getEpochSecond())),
            Map.entry("keyid", id(Rig.SECRET.text())),
            Map.entry("alg", "hmac-sha256"));
    assertThat(verifier.verify(request, "sig1", key(Rig.SECRET))).isTrue();
    assertThat(MessageVerifier.digestHolds(request)).isTrue();
    assertThat(request.header("webhook-signature")).as("beside it").isPresent();
  }

  @Test
  void whatIsChangedOnTheWayIsNotGenuine() throws Exception {
    Received request = sent();
    Key key = key(Rig.SECRET);
    assertThat(verifier.verify(with(request, "webhook-id", "msg_other"), "sig1", key)).isFalse();
    assertThat(verifier.verify(with(request, "content-type", "text/plain"), "sig1", key)).isFalse();
    assertThat(verifier.verify(with(request, "content-digest", "sha-256=::"), "sig1", key))
        .isFalse();
    assertThat(new MessageVerifier("http://localhost").verify(request, "sig1", key)).isFalse();
    assertThat(
            verifier.verify(
                request, "sig1", key(new Secret(Secrets.generate(new Random(2)), null))))
        .isFalse();
    Received another =
        new Received(
            1, 0, "POST", request.target(), request.headers(), Payload.of("{\"hello\": \"x\"}"));
    assertThat(MessageVerifier.digestHolds(another)).isFalse();
  }

  @Test
  void ed25519IsVerifiedByThePublicHalf() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] half = Arrays.copyOfRange(pair.getPublic().getEncoded(), 12, 44);
    byte[] whole = Arrays.copyOf(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(), 64);
    System.arraycopy(half, 0, whole, 32, 32);
    rig.secrets(List.of(new Secret("whsk_" + base64(whole), null)));
    Received request = sent();
    assertThat(MessageVerifier.input(request, "sig1").named())
        .containsEntry("alg", "ed25519")
        .containsEntry("keyid", id("whpk_" + base64(half)));
    assertThat(verifier.verify(request, "sig1", pair.getPublic())).isTrue();
    assertThat(
            verifier.verify(
                request,
                "sig1",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic()))
        .isFalse();
  }

  @Test
  void duringARotationBothSecretsSignAndAreToldApart() throws Exception {
    Secret next = new Secret(Secrets.generate(new Random(3)), null);
    Secret old = new Secret(Rig.SECRET.text(), Rig.NOW.plusSeconds(60));
    Secret gone = new Secret(Secrets.generate(new Random(4)), Rig.NOW.minusSeconds(1));
    rig.secrets(List.of(next, old, gone));
    Received request = sent();
    assertThat(MessageVerifier.inputs(request)).containsOnlyKeys("sig1", "sig2");
    assertThat(MessageVerifier.input(request, "sig2").named())
        .containsEntry("keyid", id(old.text()));
    assertThat(verifier.verify(request, "sig1", key(next))).isTrue();
    assertThat(verifier.verify(request, "sig2", key(old))).isTrue();
    assertThat(verifier.verify(request, "sig2", key(next))).isFalse();
  }

  @Test
  void theNamesOfHeadersAreThoseOfTheEndpoint() throws Exception {
    rig.url(origin + "/hook");
    rig.names(SignatureNames.SVIX);
    Received svix = sent();
    assertThat(MessageVerifier.input(svix, "sig1").covered()).contains("svix-id", "svix-timestamp");
    assertThat(verifier.verify(svix, "sig1", key(Rig.SECRET))).isTrue();
    rig.names(SignatureNames.NONE);
    Received none = sent();
    assertThat(MessageVerifier.input(none, "sig1").covered())
        .containsExactly("@method", "@target-uri", "content-digest", "content-type");
    assertThat(verifier.verify(none, "sig1", key(Rig.SECRET))).isTrue();
  }

  @Test
  void userInfoIsNoPartOfTheTarget() throws Exception {
    rig.url(origin.replace("://", "://user:pw@") + "/hook");
    assertThat(verifier.verify(sent(), "sig1", key(Rig.SECRET))).isTrue();
  }

  @Test
  void nobodyElseSpeaksInItsHeaders() throws Exception {
    rig.headers(Map.of("Signature", "x", "signature-input", "y", "Content-Digest", "z"));
    assertThat(verifier.verify(sent(), "sig1", key(Rig.SECRET))).isTrue();
  }

  @Test
  void withoutALiveSecretNothingIsSent() throws Exception {
    rig.names(SignatureNames.NONE);
    rig.secrets(List.of(new Secret(Rig.SECRET.text(), Rig.NOW.minusSeconds(1))));
    assertThat(rig.send(BODY)).isInstanceOf(Unanswered.class);
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void whoDoesNotAskForItGetsNone() throws Exception {
    rig.authentication(Authentication.NONE);
    Received request = sent();
    assertThat(request.header("signature")).isEmpty();
    assertThat(request.header("signature-input")).isEmpty();
    assertThat(request.header("content-digest")).isEmpty();
  }

  private Received sent() throws Exception {
    assertThat(rig.send(BODY)).isInstanceOf(Answered.class);
    return receiver.received().getLast();
  }

  private static Received ofTheRfc(String input, String signature) {
    return new Received(
        1,
        0,
        "POST",
        "/foo?param=Value&Pet=dog",
        List.of(
            Map.entry("Host", "example.com"),
            Map.entry("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
            Map.entry("Content-Type", "application/json"),
            Map.entry(
                "Content-Digest",
                "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"),
            Map.entry("Content-Length", "18"),
            Map.entry("Signature-Input", input),
            Map.entry("Signature", signature)),
        Payload.of("{\"hello\": \"world\"}"));
  }

  private static Received with(Received request, String name, String value) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Map.Entry<String, String> header : request.headers()) {
      headers.add(
          header.getKey().equalsIgnoreCase(name) ? Map.entry(header.getKey(), value) : header);
    }
    return new Received(1, 0, request.method(), request.target(), headers, request.body());
  }

  private static Key key(Secret secret) {
    return ((SigningKey.Hmac) SigningKey.parse(secret.text())).key();
  }

  /** As docs/endpoint-authentication.md tells receivers. */
  private static String id(String shown) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(shown.getBytes(UTF_8)))
        .substring(0, 16);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
