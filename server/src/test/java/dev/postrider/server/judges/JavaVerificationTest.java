package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.Immutable;
import com.svix.api.Message;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointSecretRotateIn;
import com.svix.models.MessageIn;
import dev.postrider.testkit.Received;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official Java verifiers find what arrives genuine, by both families of headers. */
final class JavaVerificationTest extends JavaJudge {

  /** An official verifier, and the headers that it reads. */
  enum Verifier {
    SVIX_WITH_SVIX_HEADERS(
        "svix",
        (secret, body, headers) -> new com.svix.Webhook(secret).verify(body, headers(headers))),
    SVIX_WITH_WEBHOOK_HEADERS(
        "webhook",
        (secret, body, headers) -> new com.svix.Webhook(secret).verify(body, headers(headers))),
    STANDARD_WEBHOOKS(
        "webhook",
        (secret, body, headers) -> new com.standardwebhooks.Webhook(secret).verify(body, headers));

    private final String family;
    private final Check check;

    Verifier(String family, Check check) {
      this.family = family;
      this.check = check;
    }

    private static java.net.http.HttpHeaders headers(Map<String, List<String>> headers) {
      return java.net.http.HttpHeaders.of(headers, (_, _) -> true);
    }

    void verify(String secret, Received received) throws Exception {
      check.check(secret, received.body().text(), lines(received));
    }

    void refuses(String secret, Received received, String body) {
      assertThatThrownBy(() -> check.check(secret, body, lines(received)))
          .hasMessageContaining("No matching signature");
    }

    private static Map<String, List<String>> lines(Received received) {
      return received.headers().stream()
          .collect(
              Collectors.groupingBy(
                  Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
  }

  /** Verifies, or throws. */
  @Immutable
  @FunctionalInterface
  private interface Check {
    void check(String secret, String body, Map<String, List<String>> headers) throws Exception;
  }

  @BeforeEach
  void endpoint() throws Exception {
    svix.getEndpoint().create(app, new EndpointIn().url(URI.create(receiver.url())).uid("ep"));
  }

  @ParameterizedTest
  @EnumSource
  void whatArrivesIsGenuine(Verifier verifier) throws Exception {
    Received received = send(verifier, message("{\"text\":\"ü \\u2028\",\"n\":1.50}"), 1);
    verifier.verify(secret(), received);
    verifier.refuses(secret(), received, received.body().text().replace("1.50", "2.50"));
    verifier.refuses("whsec_" + "A".repeat(32), received, received.body().text());
  }

  @ParameterizedTest
  @EnumSource
  void bothSecretsVerifyDuringARotation(Verifier verifier) throws Exception {
    String old = secret();
    rotate(3600);
    String next = secret();
    Received during = send(verifier, message("{\"n\":1}"), 1);
    verifier.verify(old, during);
    verifier.verify(next, during);
    rotate(0);
    Received after = send(verifier, message("{\"n\":2}"), 2);
    verifier.verify(secret(), after);
    verifier.verify(old, after);
    verifier.refuses(next, after, after.body().text());
  }

  @ParameterizedTest
  @EnumSource
  void aRawPayloadIsGenuine(Verifier verifier) throws Exception {
    String raw = "no JSON: <ü/>\r\n";
    Received received = send(verifier, Message.messageInRaw(raw).eventType("a.b"), 1);
    assertThat(received.body().text()).isEqualTo(raw);
    verifier.verify(secret(), received);
  }

  private Received send(Verifier verifier, MessageIn message, int number) throws Exception {
    String names = "{\"signatureHeaders\":\"" + verifier.family + "\"}";
    assertThat(call("PATCH", "/api/v1/app/" + app + "/endpoint/ep", names).statusCode())
        .isEqualTo(200);
    String id = svix.getMessage().create(app, message).getId();
    Received received = received(number);
    assertThat(received.header(verifier.family + "-id")).contains(id);
    return received;
  }

  private static MessageIn message(String payload) {
    return new MessageIn().eventType("a.b").payload(payload);
  }

  private String secret() throws Exception {
    return svix.getEndpoint().getSecret(app, "ep").getKey();
  }

  private void rotate(int graceSeconds) throws Exception {
    svix.getEndpoint()
        .rotateSecret(app, "ep", new EndpointSecretRotateIn().gracePeriodSeconds(graceSeconds));
  }
}
