package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.directory.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EndpointsTest {
  private final TestApi api = new TestApi();
  private String path;

  @BeforeEach
  void application() {
    path = "/app/" + api.application() + "/endpoint";
    api.post("/event-type", "{\"name\":\"user.signup\",\"description\":\"\"}");
    api.post("/event-type", "{\"name\":\"user.left\",\"description\":\"\"}");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatCreateSaysIsWhatGetSaysUnderOldAndNewNames() {
    Reply created =
        api.post(
            path,
            """
            {"url":"HTTPS://User:Pass@EXAMPLE.com:443","uid":"u","filterTypes":["user.signup","user.left"],
             "channels":["b","a"],"rateLimit":5,"description":"d","metadata":{"k":"v"},"version":1,
             "headers":{"X-Tenant":"7"},"signatureHeaders":"svix"}\
            """);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/id")).matches("ep_[0-9A-Za-z]{27}");
    assertThat(created.at("/url")).isEqualTo("https://User:Pass@example.com/");
    assertThat(created.json().at("/eventTypes").toString())
        .isEqualTo("[\"user.left\",\"user.signup\"]");
    assertThat(created.json().at("/filterTypes")).isEqualTo(created.json().at("/eventTypes"));
    assertThat(created.json().at("/throttleRate").asInt()).isEqualTo(5);
    assertThat(created.json().at("/rateLimit").asInt()).isEqualTo(5);
    assertThat(created.json().at("/version").asInt()).isEqualTo(1);
    assertThat(created.at("/signatureHeaders")).isEqualTo("svix");
    assertThat(created.json().at("/disabled").asBoolean()).isFalse();
    assertThat(created.text()).doesNotContain("whsec", "X-Tenant");
    assertThat(api.get(path + "/" + created.at("/id")).text()).isEqualTo(created.text());
    assertThat(api.get(path + "/u/").text()).isEqualTo(created.text());
  }

  @Test
  void endpointsTakeAllTypesAndChannelsUnlessTheySayOtherwise() {
    Reply created = api.post(path, "{\"url\":\"http://example.com/a?b=c\"}");
    assertThat(created.json().at("/eventTypes").isNull()).isTrue();
    assertThat(created.json().at("/channels").isNull()).isTrue();
    assertThat(created.json().at("/throttleRate").isNull()).isTrue();
    assertThat(created.at("/signatureHeaders")).isEqualTo("webhook");
  }

  @Test
  void patchChangesWhatItNamesAndNullClears() {
    Reply created =
        api.post(
            path,
            "{\"url\":\"http://example.com/a\",\"uid\":\"u\",\"eventTypes\":[\"user.left\"],\"channels\":[\"c\"],\"description\":\"d\"}");
    api.now.updateAndGet(t -> t.plusSeconds(1));
    Reply changed =
        api.patch(
            path + "/u",
            "{\"disabled\":true,\"uid\":null,\"channels\":null,\"filterTypes\":[\"user.signup\"]}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().at("/disabled").asBoolean()).isTrue();
    assertThat(changed.json().has("uid")).isFalse();
    assertThat(changed.json().at("/channels").isNull()).isTrue();
    assertThat(changed.at("/eventTypes/0")).isEqualTo("user.signup");
    assertThat(changed.at("/description")).isEqualTo("d");
    assertThat(changed.at("/updatedAt")).isGreaterThan(created.at("/updatedAt"));
    assertThat(changed.at("/createdAt")).isEqualTo(created.at("/createdAt"));
    assertThat(
            api.patch(path + "/" + created.at("/id"), "{\"eventTypes\":[]}")
                .json()
                .at("/eventTypes")
                .isNull())
        .isTrue();
  }

  @Test
  void putReplacesAndKeepsSecretAndHeaders() {
    Reply created =
        api.post(
            path,
            "{\"url\":\"http://example.com/a\",\"uid\":\"u\",\"description\":\"d\",\"headers\":{\"X-A\":\"1\"}}");
    String id = created.at("/id");
    String secret = api.get(path + "/u/secret").text();
    Reply put = api.put(path + "/u", "{\"url\":\"http://example.com/b\"}");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.at("/description")).isEmpty();
    assertThat(put.json().has("uid")).isFalse();
    assertThat(api.get(path + "/" + id + "/secret").text()).isEqualTo(secret);
    assertThat(api.get(path + "/" + id + "/headers").at("/headers/X-A")).isEqualTo("1");
    assertThat(
            api.put(path + "/new", "{\"url\":\"http://example.com/c\",\"uid\":\"new\"}").status())
        .isEqualTo(201);
  }

  @Test
  void uidsAreUniqueUntilDeleted() {
    String body = "{\"url\":\"http://example.com/\",\"uid\":\"u\"}";
    assertThat(api.post(path, body).status()).isEqualTo(201);
    assertThat(api.post(path, body).status()).isEqualTo(409);
    assertThat(api.delete(path + "/u").status()).isEqualTo(204);
    assertThat(api.get(path + "/u").status()).isEqualTo(404);
    assertThat(api.delete(path + "/u").status()).isEqualTo(404);
    assertThat(api.post(path, body).status()).isEqualTo(201);
    assertThat(api.get(path).json().at("/data").size()).isEqualTo(1);
  }

  @Test
  void listsNewestFirst() {
    String first = api.post(path, "{\"url\":\"http://example.com/1\"}").at("/id");
    String second = api.post(path, "{\"url\":\"http://example.com/2\"}").at("/id");
    assertThat(api.get(path).at("/data/0/id")).isEqualTo(second);
    assertThat(api.get(path + "?order=ascending").at("/data/0/id")).isEqualTo(first);
    assertThat(api.get(path + "?limit=1&iterator=" + second).at("/data/0/id")).isEqualTo(first);
  }

  @Test
  void secretsAreMadeBroughtAndRotated() {
    String id = api.post(path, "{\"url\":\"http://example.com/\"}").at("/id");
    String made = api.get(path + "/" + id + "/secret").at("/key");
    assertThat(made).matches("whsec_[A-Za-z0-9+/]{32}");
    String mine = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY";
    assertThat(
            api.post(
                    path,
                    "{\"url\":\"http://example.com/\",\"uid\":\"m\",\"secret\":\"" + mine + "\"}")
                .status())
        .isEqualTo(201);
    assertThat(api.get(path + "/m/secret").at("/key")).isEqualTo(mine);
    assertThat(api.post(path + "/m/secret/rotate", "{\"key\":null}").status()).isEqualTo(204);
    assertThat(api.get(path + "/m/secret").at("/key")).isNotEqualTo(mine);
    for (int i = 1; i < 10; i++) {
      assertThat(api.post(path + "/m/secret/rotate", "{}").status()).isEqualTo(204);
    }
    Reply eleventh = api.post(path + "/m/secret/rotate", "{}");
    assertThat(eleventh.status()).isEqualTo(400);
    assertThat(eleventh.at("/code")).isEqualTo("limit_reached");
  }

  @Test
  void anAsymmetricSecretShowsItsPublicHalfOnly() throws Exception {
    var pair = java.security.KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] seed = new byte[64];
    byte[] secret = pair.getPrivate().getEncoded();
    byte[] open = pair.getPublic().getEncoded();
    System.arraycopy(secret, secret.length - 32, seed, 0, 32);
    System.arraycopy(open, open.length - 32, seed, 32, 32);
    String key = java.util.Base64.getEncoder().encodeToString(seed);
    String id =
        api.post(path, "{\"url\":\"http://example.com/\",\"secret\":\"whsk_" + key + "\"}")
            .at("/id");
    String shown = api.get(path + "/" + id + "/secret").at("/key");
    assertThat(shown).startsWith("whpk_").hasSizeLessThan(60);
  }

  @Test
  void eachWrongHeaderIsToldOnce() {
    String id = api.post(path, "{\"url\":\"http://example.com/\"}").at("/id");
    assertThat(
            api.put(
                    path + "/" + id + "/headers",
                    "{\"headers\":{\"A\":1,\"B\":\"%s\",\"C\":null}}".formatted("x".repeat(4_097)))
                .json()
                .at("/detail")
                .valueStream()
                .map(problem ->
                    problem.at("/loc/2").asString() + " " + problem.at("/msg").asString()))
        .containsExactlyInAnyOrder(
            "A must be a string", "B must have at most 4096 characters", "C must be a string");
  }

  @Test
  void headersAreReplacedMergedAndRedacted() {
    String id = api.post(path, "{\"url\":\"http://example.com/\"}").at("/id");
    String headers = path + "/" + id + "/headers";
    assertThat(
            api.put(
                    headers,
                    "{\"headers\":{\"X-Foo\":\"1\",\"Authorization\":\"Bearer x\",\"x-keep\":\"2\"}}")
                .status())
        .isEqualTo(204);
    assertThat(api.get(headers).text())
        .isEqualTo(
            "{\"headers\":{\"X-Foo\":\"1\",\"x-keep\":\"2\"},\"sensitive\":[\"Authorization\"]}");
    assertThat(
            api.patch(
                    headers, "{\"headers\":{\"x-foo\":null,\"X-Keep\":\"3\",\"X-Api-Key\":\"k\"}}")
                .status())
        .isEqualTo(204);
    assertThat(api.get(headers).text())
        .isEqualTo(
            "{\"headers\":{\"X-Keep\":\"3\"},\"sensitive\":[\"Authorization\",\"X-Api-Key\"]}");
    assertThat(api.put(headers, "{\"headers\":{}}").status()).isEqualTo(204);
    assertThat(api.get(headers).text()).isEqualTo("{\"headers\":{},\"sensitive\":[]}");
  }

  @Test
  void capitalsOfHeadersAreKept() {
    String id =
        api.post(path, "{\"url\":\"http://example.com/\",\"headers\":{\"X-MiXed\":\"1\"}}")
            .at("/id");
    Endpoint stored =
        api.directory
            .endpoint(dev.postrider.message.EndpointId.parse(id).orElseThrow())
            .orElseThrow();
    assertThat(stored.settings().headers()).containsOnlyKeys("X-MiXed");
  }
}
