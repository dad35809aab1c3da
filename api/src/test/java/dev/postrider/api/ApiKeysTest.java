package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.CallerRate;
import dev.postrider.directory.ApiKeyText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys are made, shown once, used, listed and revoked. */
final class ApiKeysTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply create(String permissions, String more) {
    return api.post(
        "/api-key", "{\"name\":\"billing\",\"permissions\":[%s]%s}".formatted(permissions, more));
  }

  private int status(String method, String path, String key) {
    return api.call(
            method, path, method.equals("GET") ? null : "{}", "Authorization", "Bearer " + key)
        .status();
  }

  @Test
  void theTextIsShownOnceAndOpensWhatItMay() {
    Reply made = create("\"read\",\"publish\"", "");
    assertThat(made.status()).isEqualTo(201);
    String text = made.at("/key");
    assertThat(ApiKeyText.isWellFormed(text)).isTrue();
    assertThat(made.json().at("/permissions").toString()).isEqualTo("[\"publish\",\"read\"]");
    assertThat(text).startsWith(made.at("/hint"));
    for (String path : new String[] {"/api-key", "/api-key/" + made.at("/id")}) {
      Reply shown = api.get(path);
      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.text())
          .contains(made.at("/id"), "\"billing\"", made.at("/hint"))
          .doesNotContain(text)
          .doesNotContain("\"key\"");
    }
    assertThat(status("GET", "/app", text)).isEqualTo(200);
    assertThat(status("POST", "/app", text)).isEqualTo(403);
    assertThat(status("GET", "/api-key", text)).isEqualTo(403);
  }

  @Test
  void aKeyExpires() {
    Instant expires = api.now.get().plusSeconds(60);
    String text = create("\"read\"", ",\"expiresAt\":\"" + expires + "\"").at("/key");
    api.now.set(expires.minusNanos(1_000));
    assertThat(status("GET", "/app", text)).isEqualTo(200);
    api.now.set(expires);
    assertThat(status("GET", "/app", text)).isEqualTo(401);
  }

  @Test
  void aRevokedKeyOpensNothing() {
    Reply made = create("\"read\"", "");
    assertThat(status("GET", "/app", made.at("/key"))).isEqualTo(200);
    assertThat(api.delete("/api-key/" + made.at("/id")).status()).isEqualTo(204);
    assertThat(status("GET", "/app", made.at("/key"))).isEqualTo(401);
    assertThat(api.delete("/api-key/" + made.at("/id")).status()).isEqualTo(404);
    assertThat(api.get("/api-key/" + made.at("/id")).status()).isEqualTo(404);
  }

  /** Whoever may make keys would otherwise have every permission. */
  @Test
  void aKeyGivesNoMoreThanItHas() {
    String administrator = create("\"administer\",\"read\"", "").at("/key");
    String[] authorization = {"Authorization", "Bearer " + administrator};
    String body = "{\"name\":\"n\",\"permissions\":[\"%s\"]}";
    for (String given : new String[] {"administer", "read"}) {
      assertThat(api.call("POST", "/api-key", body.formatted(given), authorization).status())
          .isEqualTo(201);
    }
    for (String refused : new String[] {"publish", "manage"}) {
      assertThat(api.call("POST", "/api-key", body.formatted(refused), authorization).status())
          .isEqualTo(403);
    }
  }

  @Test
  void whoMayPublishAloneMakesNoApplicationOnTheWay() {
    String publisher = create("\"publish\"", "").at("/key");
    String body =
        "{\"eventType\":\"a\",\"payload\":{},\"application\":{\"name\":\"n\",\"uid\":\"new\"}}";
    String[] authorization = {"Authorization", "Bearer " + publisher};
    assertThat(api.call("POST", "/app/new/msg", body, authorization).status()).isEqualTo(403);
    assertThat(api.get("/app/new").status()).isEqualTo(404);
    assertThat(api.post("/app/new/msg", body).status()).isEqualTo(202);
    assertThat(api.call("POST", "/app/new/msg", body, authorization).status()).isEqualTo(202);
  }

  @Test
  void whenItWasLastUsedIsShown() {
    Reply made = create("\"read\"", "");
    status("GET", "/app", made.at("/key"));
    api.now.updateAndGet(now -> now.plus(Duration.ofSeconds(3)));
    status("GET", "/app", made.at("/key"));
    api.apiKeys.writeUses();
    assertThat(Instant.parse(api.get("/api-key/" + made.at("/id")).at("/lastUsedAt")))
        .isEqualTo(api.now.get());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          | name",
        "{\"name\":\"n\"}                                            | permissions",
        "{\"name\":\"n\",\"permissions\":[]}                         | 1 to 4",
        "{\"name\":\"n\",\"permissions\":[\"all\"]}                  | publish, read, manage, administer",
        "{\"name\":\"\",\"permissions\":[\"read\"]}                  | 1 to 256",
        "{\"name\":\"n\",\"permissions\":[\"read\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"} | in the future",
      })
  void whatIsWrongIsSaid(String body, String problem) {
    Reply refused = api.post("/api-key", body);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains(problem);
    assertThat(api.get("/api-key").json().at("/data").size()).isZero();
  }

  /** Keys of one organisation do not take each other's calls. */
  @Test
  void aKeyHasARateOfItsOwn() {
    DoorConfig d = TestApi.DOOR;
    try (TestApi slow =
        new TestApi(
            TestApi.with(
                new DoorConfig(
                    d.tls(),
                    d.http2(),
                    d.connectionsPerAddress(),
                    d.origins(),
                    new CallerRate(1, 2),
                    d.organisation(),
                    d.clients(),
                    d.failedSignIns())))) {
      String body = "{\"name\":\"n\",\"permissions\":[\"read\"]}";
      String first = slow.post("/api-key", body).at("/key");
      String second = slow.post("/api-key", body).at("/key");
      for (String key : List.of(first, second)) {
        String[] authorization = {"Authorization", "Bearer " + key};
        assertThat(slow.call("GET", "/app", null, authorization).status()).isEqualTo(200);
        assertThat(slow.call("GET", "/app", null, authorization).status()).isEqualTo(200);
        Reply refused = slow.call("GET", "/app", null, authorization);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.http().headers().firstValue("retry-after")).hasValue("1");
      }
    }
  }
}
