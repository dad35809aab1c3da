package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.http.RouteTable.Route;
import dev.postrider.log.Appended;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are sent more than once with one key. */
final class IdempotencyTest {
  private static final String APP = "{\"name\":\"shop\"}";
  private static final String HOOK = "{\"url\":\"https://example.com/hook\"}";
  private static final String MESSAGE = "{\"eventType\":\"a\",\"payload\":{\"n\":1}}";

  /** Bodies that are taken, where an empty object is not. */
  private static final Map<String, String> BODIES =
      Map.of(
          "/app",
          APP,
          "/app/{app}/endpoint",
          HOOK,
          "/app/{app}/msg",
          MESSAGE,
          "/app/{app}/event",
          MESSAGE,
          "/app/{app}/msg/batch",
          "{\"messages\":[" + MESSAGE + "]}",
          "/app/{app}/msg/bulk-expunge",
          "{\"ids\":[\"x\"]}",
          "/app/{app}/msg/precheck/active",
          "{\"eventType\":\"a\"}",
          "/app/{app}/endpoint/{endpoint}/filter/test",
          "{\"payload\":{}}",
          "/api-key",
          "{\"name\":\"n\",\"permissions\":[\"read\"]}",
          "/event-type",
          "{\"name\":\"n\",\"description\":\"\"}");

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  private Reply post(String path, String body, String key) {
    return api.call("POST", path, body, "idempotency-key", key);
  }

  private int applications() {
    return api.get("/app").json().at("/data").size();
  }

  private List<Route> posts() {
    return api.api.routes().routes().stream()
        .filter(route -> route.method().equals("POST"))
        .filter(route -> route.access().isByToken())
        .toList();
  }

  private static String below(String path) {
    return path.substring("/api/v1".length());
  }

  /** Everything that is posted, bodiless or not, messages too. */
  @Test
  void theFirstAnswerComesAgainWhateverTheBodySays() {
    Set<String> taken = new HashSet<>();
    for (Route route : posts()) {
      String path = below(new Things(api).path(route, AccessTest.Who.ORGANISATION));
      String body = BODIES.getOrDefault(below(route.path()), "{}");
      String key = "key of " + route.path();
      Reply first = post(path, body, key);
      Reply again = post(path, "no JSON {", key);
      if (first.status() / 100 == 2) {
        assertThat(again.status()).as(path).isEqualTo(first.status());
        assertThat(again.text()).as(path).isEqualTo(first.text());
        taken.add(below(route.path()));
      } else {
        assertThat(again.status()).as(path).isGreaterThanOrEqualTo(400);
      }
    }
    assertThat(taken)
        .containsAll(BODIES.keySet())
        .contains(
            "/app/{app}/endpoint/{endpoint}/secret/rotate",
            "/app/{app}/credential",
            "/app/{app}/msg/expunge-all-contents",
            "/auth/app-portal-access/{app}");
  }

  @Test
  void aKeyThatCanBeNoneIsRefusedEverywhere() {
    for (Route route : posts()) {
      if (!route.path().endsWith("/logout")) {
        String path = below(new Things(api).path(route, AccessTest.Who.ORGANISATION));
        for (String key : List.of("x".repeat(257), "")) {
          Reply refused = post(path, "{}", key);
          assertThat(refused.status()).as(path).isEqualTo(422);
          assertThat(refused.json().at("/detail/0/loc").toString())
              .as(path)
              .isEqualTo("[\"header\",\"idempotency-key\"]");
        }
      }
    }
  }

  @Test
  void nothingHappensTheSecondTime() {
    String app = api.application();
    String secret = "/app/" + app + "/endpoint/" + api.endpoint(app) + "/secret";
    assertThat(post(secret + "/rotate", "{}", "k").status()).isEqualTo(204);
    Reply key = api.get(secret);
    assertThat(post(secret + "/rotate", "{}", "k").status()).isEqualTo(204);
    assertThat(api.get(secret).text()).isEqualTo(key.text());
    post("/app", APP, "k");
    post("/app", APP, "k");
    assertThat(applications()).isEqualTo(2);
    Reply credential = post("/app/" + app + "/credential", "{}", "k");
    assertThat(post("/app/" + app + "/credential", "{}", "k").at("/secret"))
        .isEqualTo(credential.at("/secret"));
  }

  @Test
  void anotherAddressTokenOrKeyIsAnotherRequest() {
    Set<String> ids = new HashSet<>();
    ids.add(post("/app", APP, "k").at("/id"));
    ids.add(post("/app?get_if_exists=true", APP, "k").at("/id"));
    ids.add(post("/app", APP, "l").at("/id"));
    ids.add(api.post("/app", APP).at("/id"));
    ids.add(api.post("/app", APP).at("/id"));
    api.token = api.tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(2));
    ids.add(post("/app", APP, "k").at("/id"));
    assertThat(ids).hasSize(6);
    assertThat(applications()).isEqualTo(6);
    api.token = api.tokens.mint("org_other", Duration.ofDays(1));
    assertThat(post("/app", APP, "k").status()).isEqualTo(201);
    assertThat(applications()).isEqualTo(1);
  }

  @Test
  void onlyWhatSucceededIsRemembered() {
    assertThat(post("/app", "{}", "k").status()).isEqualTo(422);
    assertThat(post("/app", "{\"name\":\"a\",\"uid\":\"u\"}", "k").status()).isEqualTo(201);
    assertThat(post("/app", "{\"name\":\"a\",\"uid\":\"u\"}", "l").status()).isEqualTo(409);
    api.delete("/app/u");
    assertThat(post("/app", "{\"name\":\"a\",\"uid\":\"u\"}", "l").status()).isEqualTo(201);
    assertThat(post("/app/none/endpoint", HOOK, "m").status()).isEqualTo(404);
    api.post("/app", "{\"name\":\"b\",\"uid\":\"none\"}");
    assertThat(post("/app/none/endpoint", HOOK, "m").status()).isEqualTo(201);
  }

  @Test
  void isRememberedForTwelveHours() {
    String id = post("/app", APP, "k").at("/id");
    api.now.updateAndGet(t -> t.plus(Duration.ofHours(12)).minusNanos(1_000));
    assertThat(post("/app", APP, "k").at("/id")).isEqualTo(id);
    api.now.updateAndGet(t -> t.plusNanos(1_000));
    assertThat(post("/app", APP, "k").at("/id")).isNotEqualTo(id);
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    List<Callable<Reply>> calls = Collections.nCopies(12, () -> post("/app", APP, "k"));
    Set<String> answers = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(12)) {
      for (Future<Reply> call : threads.invokeAll(calls)) {
        assertThat(call.get().status()).isEqualTo(201);
        answers.add(call.get().text());
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(applications()).isEqualTo(1);
  }

  @Test
  void aPortalsCallersHaveKeysToo() {
    String app = api.application();
    String organisation = api.token;
    String first = api.post("/auth/app-portal-access/" + app, "{}").at("/token");
    String second = api.post("/auth/app-portal-access/" + app, "{}").at("/token");
    api.token = first;
    Reply made = post("/app/" + app + "/endpoint", HOOK, "k");
    assertThat(made.status()).isEqualTo(201);
    assertThat(post("/app/" + app + "/endpoint", "?", "k").text()).isEqualTo(made.text());
    api.token = second;
    assertThat(post("/app/" + app + "/endpoint", HOOK, "k").at("/id")).isNotEqualTo(made.at("/id"));
    api.token = first;
    assertThat(post("/auth/logout", "", "l").status()).isEqualTo(204);
    assertThat(post("/auth/logout", "", "l").status()).isEqualTo(401);
    assertThat(post("/app/" + app + "/endpoint", HOOK, "k").status()).isEqualTo(401);
    api.token = organisation;
    assertThat(api.get("/app/" + app + "/endpoint").json().at("/data").size()).isEqualTo(2);
  }

  /** Some had to wait: whoever asks again with the key gets them taken, and nothing twice. */
  @Test
  void aBatchOfWhichSomeWaitIsWorthAnotherTry() {
    String path = "/app/" + api.application() + "/msg/batch";
    String body = "{\"messages\":[" + MESSAGE + ",7]}";
    api.log.refuse(Optional.of(new Appended.Unavailable("full", Duration.ofSeconds(3))));
    assertThat(post(path, body, "k").json().at("/data/0/status").asInt()).isEqualTo(503);
    api.log.refuse(Optional.empty());
    Reply taken = post(path, body, "k");
    assertThat(taken.json().at("/data/0/status").asInt()).isEqualTo(202);
    assertThat(post(path, "{}", "k").text()).isEqualTo(taken.text());
    assertThat(api.log.entries()).hasSize(1);
  }

  /** The key of a message counts for its application, however it is called, and whoever asks. */
  @Test
  void aMessagesKeyCountsForItsApplication() {
    Reply app = api.post("/app", "{\"name\":\"a\",\"uid\":\"u\"}");
    String id = post("/app/u/msg", MESSAGE, "k").at("/id");
    api.token = api.tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(2));
    Reply other = post("/app/" + app.at("/id") + "/msg?with_content=false", "{}", "k");
    assertThat(other.status()).isEqualTo(202);
    assertThat(other.at("/id")).isEqualTo(id);
    assertThat(other.json().at("/payload").isEmpty()).isTrue();
    assertThat(post("/app/u/msg", "{}", "l").status()).isEqualTo(422);
    assertThat(post("/app/" + api.application() + "/msg", MESSAGE, "k").at("/id")).isNotEqualTo(id);
  }
}
