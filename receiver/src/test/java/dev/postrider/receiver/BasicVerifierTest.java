package dev.postrider.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.receiver.Verification.Reason;
import dev.postrider.receiver.Verification.Rejected;
import dev.postrider.receiver.Verification.Verified;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification of Basic authentication (RFC 7617). */
final class BasicVerifierTest {
  private final WebhookVerifier verifier = WebhookVerifier.basic("go", "is:awesómé");

  @Test
  void acceptsNameAndPassword() {
    assertThat(verify("Basic " + base64("go:is:awesómé"))).isEqualTo(new Verified(null));
    assertThat(verify("bASIC   " + base64("go:is:awesómé") + " ")).isEqualTo(new Verified(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go:is:awesome", "Go:is:awesómé", "go:is:awesómé ", "go", ":", ""})
  void rejectsOthers(String said) {
    assertThat(verify("Basic " + base64(said))).isEqualTo(new Rejected(Reason.WRONG_CREDENTIALS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic", "Basic ?", "Bearer Z286aXM6", "Basic Z286aXM6YQ"})
  void rejectsWhatCannotBeRead(String value) {
    assertThat(verify(value)).isInstanceOf(Rejected.class);
  }

  @Test
  void rejectsNothingAndTwo() {
    assertThat(verifier.verify(_ -> List.of(), new byte[0]))
        .isEqualTo(new Rejected(Reason.MISSING_HEADERS));
    String right = "Basic " + base64("go:is:awesómé");
    assertThat(verifier.verify(_ -> List.of(right, right), new byte[0]))
        .isEqualTo(new Rejected(Reason.MALFORMED_HEADERS));
  }

  @ParameterizedTest
  @CsvSource({"'',b", "a:b,c", "a,''"})
  void refusesNamesThatCannotBeSaid(String user, String password) {
    assertThatThrownBy(() -> WebhookVerifier.basic(user, password))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Verification verify(String authorization) {
    return verifier.verify(
        RequestHeaders.of(Map.of("Authorization", List.of(authorization))), new byte[0]);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
