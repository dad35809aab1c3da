package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome.Answered;
import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.attempt.Outcome.Unanswered;
import dev.postrider.directory.Authentication;
import dev.postrider.directory.Authentication.Proof;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Receiver;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which token endpoints may be asked, by the rule and by attempts, where receivers are asked. */
@Timeout(60)
final class TokenHostsTest {
  private static final HostPatterns LISTED = HostPatterns.parse("id.example,*.auth.example");

  private final Receiver receiver = Receiver.start();
  private final Receiver issuer = Receiver.start();

  @AfterEach
  void close() {
    issuer.close();
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/token, https://a.example/hook, true",
    "https://a.example:443/token?x, https://u:p@A.Example/hook, true",
    "https://[::1]:8443/t, https://[0:0:0:0:0:0:0:1]:8443/h, true",
    "https://a.example:8443/token, https://a.example/hook, false",
    "http://a.example:443/token, https://a.example/hook, false",
    "http://a.example/token, https://a.example/hook, false",
    "https://b.a.example/token, https://a.example/hook, false",
    "https://a.example.evil.example/token, https://a.example/hook, false",
    "https://a.example@b.example/token, https://a.example/hook, false",
    "https://a.example./token, https://a.example/hook, false",
    "https://id.example/token, https://a.example/hook, true",
    "http://ID.example.:8080/token, https://a.example/hook, true",
    "https://x.auth.example/token, https://a.example/hook, true",
    "https://auth.example/token, https://a.example/hook, false",
    "https://id.example.evil.example/token, https://a.example/hook, false",
    "https://a.example/token, https://id.example/hook, false",
    "https://127.0.0.1/token, https://127.1/hook, true",
    "https://127.0.0.2/token, https://127.0.0.1/hook, false",
    "ftp://id.example/token, https://a.example/hook, false",
    "https://id.example/token, nonsense, false",
  })
  void whoIsOfTheSameOriginOrListedIsPermitted(String token, String url, boolean permitted) {
    assertThat(new TokenHosts(true, LISTED).permit(token, url)).isEqualTo(permitted);
    assertThat(new TokenHosts(false, HostPatterns.NONE).permit(token, url)).isTrue();
  }

  /** The two differ in their port. */
  @Test
  void whereReceiversAreAskedNoTokenIsFetchedElsewhere() throws Exception {
    issuer.answer(_ -> Answer.status(200, "{\"access_token\":\"t1\"}"));
    try (Rig rig = rig(SenderConfig.standard("test").withOrigin("webhooks.example.com"))) {
      rig.authentication(client(issuer.url()));
      assertThat(rig.send("{}"))
          .isEqualTo(
              new Unanswered(
                  Failure.AUTHENTICATION,
                  "no access token: the tokenUrl has neither scheme, host and port of the"
                      + " endpoint's URL nor a host that is allowed for token endpoints here"));
    }
    assertThat(issuer.received()).isEmpty();
    assertThat(receiver.received()).isEmpty();
    try (Rig rig = rig(SenderConfig.standard("test"))) {
      rig.authentication(client(issuer.url()));
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
  }

  @Test
  void atAListedHostItIsFetched() throws Exception {
    issuer.answer(_ -> Answer.status(200, "{\"access_token\":\"t1\"}"));
    SenderConfig asking = SenderConfig.standard("test").withOrigin("webhooks.example.com");
    try (Rig rig = rig(asking.withTokenHosts(LISTED))) {
      rig.authentication(client(issuer.url("id.example", "/token")));
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
    }
    assertThat(issuer.received()).hasSize(1);
    assertThat(receiver.received().getFirst().header("authorization")).contains("Bearer t1");
  }

  @Test
  void atTheEndpointsOwnOriginItIsFetchedUntilTheEndpointMoves() throws Exception {
    receiver.answer(_ -> Answer.status(200, "{\"access_token\":\"t1\"}"));
    try (Rig rig = rig(SenderConfig.standard("test").withOrigin("webhooks.example.com"))) {
      rig.authentication(client(receiver.url("127.0.0.1", "/token")));
      assertThat(rig.send("{}")).isInstanceOf(Answered.class);
      assertThat(receiver.received()).hasSize(2);
      rig.url(issuer.url());
      assertThat(rig.send("{}")).isInstanceOf(Unanswered.class);
    }
    assertThat(receiver.received()).hasSize(2);
    assertThat(issuer.received()).isEmpty();
  }

  private Rig rig(SenderConfig config) {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    return new Rig(receiver.url(), config.withAllowed(Rig.LOCAL), _ -> List.of(here));
  }

  private static Authentication client(String url) {
    return new Authentication(new Proof.OAuth2(url, "c", "s", false, "", null));
  }
}
