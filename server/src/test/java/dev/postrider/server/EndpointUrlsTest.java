package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.Api;
import dev.postrider.api.ApiConfig;
import dev.postrider.api.ApiParts;
import dev.postrider.api.Tokens;
import dev.postrider.attempt.Outcome;
import dev.postrider.directory.Endpoint;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.Message;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.platforms.PolicyText;
import dev.postrider.policy.PolicyBounds;
import dev.postrider.policy.PolicyOverrides;
import dev.postrider.pulse.Load;
import dev.postrider.sender.HttpSender;
import dev.postrider.sender.SenderConfig;
import dev.postrider.testkit.Contracts;
import dev.postrider.testkit.MemoryAlerts;
import dev.postrider.testkit.MemoryApiKeys;
import dev.postrider.testkit.MemoryAuditLog;
import dev.postrider.testkit.MemoryContactTokens;
import dev.postrider.testkit.MemoryDirectory;
import dev.postrider.testkit.MemoryHistory;
import dev.postrider.testkit.MemoryIdempotencyKeys;
import dev.postrider.testkit.MemoryLog;
import dev.postrider.testkit.MemoryPortalSessions;
import dev.postrider.testkit.MemoryPulse;
import dev.postrider.testkit.MemoryReplays;
import dev.postrider.testkit.MemoryTasks;
import dev.postrider.testkit.TurnedClock;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever URL the API takes, the sender understands. No host here may be reached: names are not
 * found, and addresses are those that the guard refuses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndpointUrlsTest {
  private static final String ENDPOINTS = "/api/v1/app/urls/endpoint";

  private final TurnedClock clock = new TurnedClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final Keys keys = new Keys(clock, 0);
  private final MemoryDirectory directory = new MemoryDirectory(clock, keys, Contracts.STANDARD);
  private final MemoryLog log = new MemoryLog(clock, keys);
  private final MemoryHistory history = new MemoryHistory(log, clock, keys);
  private final Tokens tokens = new Tokens("a secret that is long enough to sign with", clock);
  private final Api api =
      new Api(
          new ApiParts(
              directory,
              new MemoryPortalSessions(directory, clock),
              new MemoryApiKeys(keys),
              new MemoryAuditLog(keys),
              new MemoryIdempotencyKeys(clock),
              Contracts.STANDARD,
              new PolicyText(PolicyBounds.DEFAULT),
              log,
              history,
              log.inbox(),
              new MemoryContactTokens(directory, clock),
              (_, _) -> true,
              (_, _) -> Map.of(),
              () -> false,
              new MemoryTasks(keys, clock),
              new MemoryReplays(log, history),
              new MemoryAlerts(),
              true,
              new MemoryPulse(_ -> null),
              () -> new Load(0, 0, 0, 0, 0, 0, null, false, true),
              tokens,
              clock,
              new SecureRandom()),
          onAnyPort(ApiConfig.DEFAULTS),
          (_, _) -> {});
  private final HttpSender sender =
      new HttpSender(
          SenderConfig.standard("test"),
          id -> directory.endpoint(id),
          _ -> PolicyOverrides.NONE,
          host -> {
            throw new UnknownHostException(host);
          },
          clock);
  private ApiClient client;

  @BeforeAll
  void start() throws Exception {
    api.start();
    client =
        new ApiClient(
            URI.create("http://127.0.0.1:" + api.port()),
            tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1)));
    client.createApplication("urls");
  }

  @AfterAll
  void stop() {
    client.close();
    sender.close();
    api.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://a.example",
        "HTTPS://A.Example.:0443?a=b#c",
        "http://-a.b-.example/",
        "http://under_score.example/",
        "http://xn--bcher-kva.example/ü",
        "http://bücher.example/",
        "http://straße。example/",
        "http://ａ.example/",
        "http://😀.example/",
        "http://a\u00ad.example/",
        "http://\u202ea.example/",
        "http://u:p%40@a.example/@b?c@d",
        "http://@a.example/",
        "http://ü[]|:p@a.example/",
        "http://a.example/%",
        "http://a.example/\\\\\"<>^`{|}[]",
        "http://a.example/?\u0085",
        "http://a.example/\u2028\u3000",
        "http://127.0.0.1:8080/",
        "http://127.0.0.999/",
        "http://127.0.0.1.1/",
        "http://127.0.0/",
        "http://127.1./",
        "http://127.0.0.1../",
        "http://127.0..1/",
        "http://0177.0.0.1/",
        "http://0178.0.0.1/",
        "http://08/",
        "http://0x7f.1/",
        "http://0X7F000001/",
        "http://0x/",
        "http://0x7f.0x/",
        "http://0x7g/",
        "http://127.0x100000000/",
        "http://2130706433/",
        "http://4294967296/",
        "http://99999999999999999999/",
        "http://a.1/",
        "http://a.example.0/",
        "http://1.example/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://[::1]/",
        "http://[::1]:/",
        "http://[::FFFF:127.0.0.1]:1/",
        "http://[::ffff:127.0.0.999]/",
        "http://[::127.1]/",
        "http://[127.0.0.1]/",
        "http://[::]/",
        "http://[:::]/",
        "http://[1:2:3:4:5:6:7:8:9]/",
        "http://[fe80:2:3:4:5:6:7::]/",
        "http://[::fe80:2:3:4:5:6:7]/",
        "http://[fe80::00001]/",
        "http://[fe80::1%25eth0]/",
        "http://[v1.a]/",
        "http://[.]/",
      })
  void whatTheApiTakesTheSenderUnderstands(String url) throws Exception {
    var _ = taken(url);
  }

  @Test
  void theLongestIsUnderstoodToo() throws Exception {
    assertThat(taken("http://a.example/" + "語".repeat(675))).isTrue();
  }

  /** True when the API took it; fails when the sender makes nothing of it then. */
  private boolean taken(String url) throws Exception {
    String body = JsonMapper.shared().writeValueAsString(Map.of("url", url));
    ApiClient.Answer answer = client.post(ENDPOINTS, body);
    assertThat(answer.status()).isIn(201, 422);
    boolean taken = answer.status() == 201;
    if (taken) {
      assertThat(attempt(answer.body().path("id").asString())).doesNotContain("URL");
    }
    return taken;
  }

  private String attempt(String id) throws InterruptedException {
    Endpoint endpoint = directory.endpoint(EndpointId.parse(id).orElseThrow()).orElseThrow();
    Message message =
        new Message(
            new MessageId(9L << 40),
            endpoint.application(),
            "a",
            null,
            List.of(),
            null,
            Message.JSON,
            Duration.ofDays(90),
            Payload.of("{}"));
    return ((Outcome.Unanswered) sender.send(endpoint, message).outcome()).detail();
  }

  private static ApiConfig onAnyPort(ApiConfig c) {
    return new ApiConfig(
        c.host(),
        0,
        c.bodyLimit(),
        c.bodiesBytes(),
        c.maxConnections(),
        c.maxRequests(),
        c.requestTimeout(),
        c.idleTimeout(),
        c.gracePeriod(),
        c.urls(),
        c.comm100Calls(),
        c.portal(),
        c.door());
  }
}
