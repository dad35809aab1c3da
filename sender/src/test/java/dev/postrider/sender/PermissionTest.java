package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import dev.postrider.testkit.Receiver;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are asked as CloudEvents' HTTP 1.1 Web Hooks say, and what they say to it. */
@Timeout(60)
final class PermissionTest {
  private static final String ORIGIN = "webhooks.example.com";

  private final Receiver receiver = Receiver.start();
  private final Rig rig =
      new Rig(
          receiver.url("127.0.0.1", "/hook?a=b"),
          SenderConfig.standard("test").withAllowed(Rig.LOCAL).withOrigin(ORIGIN),
          HostLookup.SYSTEM);

  @AfterEach
  void close() {
    rig.close();
    receiver.close();
  }

  private Permission ask() throws InterruptedException {
    return rig.sender.ask(rig.endpoint);
  }

  private void allow(int status, String... headers) {
    receiver.answer(_ -> Answer.bytes(status, new byte[0], headers));
  }

  @ParameterizedTest
  @ValueSource(strings = {ORIGIN, "WebHooks.Example.com", "*", " * "})
  void whoAllowsTheOriginOrAllPermits(String allowed) throws Exception {
    allow(200, "WebHook-Allowed-Origin: " + allowed, "WebHook-Allowed-Rate: 120");
    assertThat(ask()).isEqualTo(new Permission.Granted());
    Received asked = receiver.received().getFirst();
    assertThat(asked.method()).isEqualTo("OPTIONS");
    assertThat(asked.target()).isEqualTo("/hook?a=b");
    assertThat(asked.header("webhook-request-origin")).contains(ORIGIN);
    assertThat(asked.body().size()).isZero();
  }

  /** Many servers answer every OPTIONS. */
  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 401, 405, 500})
  void noStatusIsAPermission(int status) throws Exception {
    allow(status, "Allow: POST, OPTIONS", "Access-Control-Allow-Origin: *", "Location: /x");
    assertThat(ask())
        .isEqualTo(
            new Permission.Denied(
                "the receiver answered OPTIONS with %d and without WebHook-Allowed-Origin"
                    .formatted(status)));
    assertThat(receiver.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "other.example.com", "webhooks.example.com.evil.example", "*, *"})
  void anotherOriginIsNoPermission(String allowed) throws Exception {
    allow(200, "WebHook-Allowed-Origin: " + allowed);
    assertThat(ask())
        .isEqualTo(new Permission.Denied("the receiver allows another origin than " + ORIGIN));
  }

  @Test
  void nothingThatLetsSomebodyInIsBrought() throws Exception {
    rig.url(receiver.url("127.0.0.1", "/hook").replace("://", "://user:pw@"));
    rig.headers(Map.of("X-Key", "secret"));
    rig.authentication(new Authentication(new Proof.Bearer("token"), null, null, true));
    allow(200, "WebHook-Allowed-Origin: *");
    assertThat(ask()).isEqualTo(new Permission.Granted());
    assertThat(receiver.received().getFirst().headers())
        .extracting(header -> header.getKey().toLowerCase(Locale.ROOT))
        .doesNotContain("authorization", "x-key", "signature", "webhook-signature");
  }

  @Test
  void whoeverIsAwayHasNotPermitted() throws Exception {
    receiver.answer(_ -> Answer.close());
    assertThat(ask()).isInstanceOf(Permission.Denied.class);
    receiver.close();
    assertThat(ask()).isInstanceOf(Permission.Denied.class);
  }

  @Test
  void theGuardRulesOnThisToo() throws Exception {
    rig.url("http://10.0.0.1/hook");
    assertThat(ask()).isInstanceOf(Permission.Denied.class);
    assertThat(((Permission.Denied) ask()).reason()).contains("private");
    rig.url("http://127.0.0.1:25/hook");
    assertThat(((Permission.Denied) ask()).reason()).contains("port 25");
  }

  /** As the standard wants of whoever was permitted. */
  @Test
  void everyWebhookBearsTheOrigin() throws Exception {
    assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    assertThat(receiver.received().getFirst().header("webhook-request-origin")).contains(ORIGIN);
    try (Rig silent = new Rig(receiver.url())) {
      assertThat(silent.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(receiver.received().getLast().header("webhook-request-origin")).isEmpty();
  }
}
