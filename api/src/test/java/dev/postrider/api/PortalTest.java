package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of portals, how they are made and how they end; what they open is AccessTest's. */
final class PortalTest {
  private final TestApi api = new TestApi();
  private final String organisation = api.token;
  private final String app = api.post("/app", "{\"name\":\"shop\",\"uid\":\"shop\"}").at("/id");

  @AfterEach
  void stop() {
    api.close();
  }

  private String portal(String body) {
    return access(body).at("/token");
  }

  private Reply access(String body) {
    return api.call(
        "POST", "/auth/app-portal-access/shop", body, "Authorization", "Bearer " + organisation);
  }

  private Reply expireAll(String body) {
    return api.call(
        "POST", "/auth/app/shop/expire-all", body, "Authorization", "Bearer " + organisation);
  }

  private int status(String token) {
    api.token = token;
    return api.get("/app/shop/endpoint").status();
  }

  @Test
  void theTokenSaysWhatItIsFor() {
    Reply access =
        access(
            "{\"featureFlags\":[\"b\",\"a\"],\"readOnly\":true,\"expiry\":3600,\"sessionId\":\"s\"}");
    assertThat(access.status()).isEqualTo(200);
    assertThat(access.http().headers().firstValue("cache-control")).hasValue("no-store");
    JsonNode claims =
        json(access.at("/token").split("[.]", -1)[1].replace("-", "+").replace("_", "/"));
    assertThat(claims.path("sub").asString()).isEqualTo(app);
    assertThat(claims.path("org").asString()).isEqualTo(Tokens.DEFAULT_ORGANISATION);
    assertThat(claims.path("feature_flags").toString()).isEqualTo("[\"a\",\"b\"]");
    assertThat(claims.path("capabilities").toString())
        .isEqualTo("[\"ViewBase\",\"ViewEndpointSecret\"]");
    assertThat(claims.path("exp").asLong())
        .isEqualTo(api.now.get().getEpochSecond() + Duration.ofHours(1).toSeconds());
  }

  @Test
  void theLinkLeadsToThisServerAndHidesTheTokenFromServers() {
    Reply access = access("{}");
    URI link = URI.create(access.at("/url"));
    assertThat(link.getAuthority()).isEqualTo("127.0.0.1:" + api.api.port());
    assertThat(link.getPath() + "?" + link.getQuery()).isEqualTo("/portal?null");
    assertThat(link.getRawFragment()).startsWith("key=");
    JsonNode key = json(link.getRawFragment().substring("key=".length()));
    assertThat(key.path("token").asString()).isEqualTo(access.at("/token"));
    assertThat(key.path("appId").asString()).isEqualTo(app);
  }

  @Test
  void theLinkLeadsToThePlatformsOwnPageWhereItHasOne() {
    ApiConfig c = TestApi.CONFIG;
    try (TestApi own =
        new TestApi(
            new ApiConfig(
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
                URI.create("https://shop.example/webhooks"),
                c.door()))) {
      Reply access = own.post("/auth/app-portal-access/" + own.application(), "{}");
      assertThat(access.at("/url")).startsWith("https://shop.example/webhooks#key=");
    }
  }

  @Test
  void aTokenLastsAWeekOrAsLongAsIsAsked() {
    String week = portal("{}");
    String older = api.post("/auth/dashboard-access/shop", "").at("/token");
    String hour = portal("{\"expiry\":3600}");
    turn(Duration.ofMinutes(59));
    assertThat(status(hour)).isEqualTo(200);
    turn(Duration.ofMinutes(1));
    assertThat(status(hour)).isEqualTo(401);
    turn(Duration.ofDays(7).minusHours(1).minusSeconds(1));
    assertThat(status(week)).isEqualTo(200);
    assertThat(status(older)).isEqualTo(200);
    turn(Duration.ofSeconds(1));
    assertThat(status(week)).isEqualTo(401);
    assertThat(status(older)).isEqualTo(401);
  }

  @Test
  void logoutEndsThisTokenAndNoOther() {
    String mine = portal("{\"sessionId\":\"s\",\"readOnly\":true}");
    String other = portal("{\"sessionId\":\"s\"}");
    api.token = mine;
    assertThat(api.post("/auth/logout", "").status()).isEqualTo(204);
    assertThat(api.post("/auth/logout", "").status()).isEqualTo(401);
    assertThat(status(mine)).isEqualTo(401);
    assertThat(status(other)).isEqualTo(200);
  }

  @Test
  void expireAllEndsTheApplicationsTokensNowOrSoon() {
    String anna = portal("{\"sessionId\":\"anna\"}");
    String bert = portal("{\"sessionId\":\"bert\"}");
    String nameless = portal("{}");
    assertThat(expireAll("{\"sessionIds\":[\"anna\"],\"expiry\":null}").status()).isEqualTo(204);
    assertThat(status(anna)).isEqualTo(401);
    assertThat(status(bert)).isEqualTo(200);
    assertThat(expireAll("{\"expiry\":60,\"sessionIds\":[]}").status()).isEqualTo(204);
    turn(Duration.ofSeconds(59));
    assertThat(status(bert)).isEqualTo(200);
    turn(Duration.ofSeconds(1));
    assertThat(status(bert)).isEqualTo(401);
    assertThat(status(nameless)).isEqualTo(401);
    assertThat(status(portal("{}"))).isEqualTo(200);
  }

  @Test
  void aTokenEndsWithItsApplication() {
    String token = portal("{}");
    assertThat(api.delete("/app/shop").status()).isEqualTo(204);
    api.post("/app", "{\"name\":\"shop\",\"uid\":\"shop\"}");
    assertThat(status(token)).isEqualTo(401);
  }

  @Test
  void aTokenKeepsItsApplicationWhenTheUidGoesToAnother() {
    api.endpoint(app);
    String token = portal("{}");
    api.patch("/app/" + app, "{\"uid\":\"was-shop\"}");
    api.post("/app", "{\"name\":\"another\",\"uid\":\"shop\"}");
    assertThat(status(token)).isEqualTo(404);
    assertThat(api.get("/app/was-shop/endpoint").json().at("/data").size()).isEqualTo(1);
    assertThat(api.get("/app/" + app + "/endpoint").status()).isEqualTo(200);
  }

  @Test
  void anApplicationIsMadeOnTheWayAndLeftAloneWhereItIs() {
    String body = "{\"application\":{\"name\":\"new\",\"uid\":\"new\",\"metadata\":{\"a\":\"b\"}}}";
    Reply made = api.post("/auth/app-portal-access/new", body);
    assertThat(made.status()).isEqualTo(200);
    Reply application = api.get("/app/new");
    assertThat(application.at("/metadata/a")).isEqualTo("b");
    assertThat(api.post("/auth/app-portal-access/new", body.replace("b", "c")).status())
        .isEqualTo(200);
    assertThat(api.post("/auth/app-portal-access/shop", body).status()).isEqualTo(200);
    assertThat(api.get("/app/new").text()).isEqualTo(application.text());
    assertThat(api.get("/app").json().at("/data").size()).isEqualTo(2);
  }

  @Test
  void theUidOfAnApplicationMadeOnTheWayIsThatOfThePath() {
    Reply other =
        api.post("/auth/app-portal-access/x", "{\"application\":{\"name\":\"a\",\"uid\":\"y\"}}");
    assertThat(other.at("/detail/0/type")).isEqualTo("application_uid_mismatch");
    Reply none = api.post("/auth/app-portal-access/x", "{\"application\":{\"name\":\"a\"}}");
    assertThat(none.at("/detail/0/type")).isEqualTo("application_uid_missing");
    assertThat(api.get("/app").json().at("/data").size()).isEqualTo(1);
  }

  @Test
  void aTypeWhoseFlagsTheTokenHasNotIsNotThere() {
    for (String type : new String[] {"\"free\"", "\"seen\",\"featureFlags\":[\"x\",\"beta\"]"}) {
      api.post("/event-type", "{\"description\":\"\",\"name\":" + type + "}");
    }
    api.post("/event-type", "{\"description\":\"\",\"name\":\"hidden\",\"featureFlag\":\"y\"}");
    String hook = "{\"url\":\"https://example.com/\",\"eventTypes\":[\"%s\"]}";
    String endpoint = api.post("/app/shop/endpoint", hook.formatted("hidden")).at("/id");
    String flagged = portal("{\"featureFlags\":[\"beta\",\"other\"]}");
    String plain = portal("{}");

    api.token = flagged;
    assertThat(api.get("/event-type").text()).contains("free", "seen").doesNotContain("hidden");
    assertThat(api.get("/event-type/seen").status()).isEqualTo(200);
    assertThat(api.get("/event-type/hidden").status()).isEqualTo(404);
    assertThat(api.post("/app/shop/endpoint", hook.formatted("seen")).status()).isEqualTo(201);
    api.token = plain;
    assertThat(api.get("/event-type?limit=1").json().at("/done").asBoolean()).isTrue();
    assertThat(api.get("/event-type/seen").status()).isEqualTo(404);
    for (Reply refused :
        new Reply[] {
          api.post("/app/shop/endpoint", hook.formatted("seen")),
          api.put("/app/shop/endpoint/" + endpoint, hook.formatted("seen")),
          api.put("/app/shop/endpoint/new", hook.formatted("seen")),
          api.patch("/app/shop/endpoint/" + endpoint, "{\"filterTypes\":[\"seen\"]}"),
        }) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.at("/detail/0/msg")).isEqualTo("there is no event type seen");
    }
    assertThat(api.get("/app/shop/endpoint/" + endpoint).at("/eventTypes/0")).isEqualTo("hidden");
  }

  private void turn(Duration by) {
    api.now.updateAndGet(t -> t.plus(by));
  }

  private static JsonNode json(String base64) {
    byte[] bytes = base64.getBytes(StandardCharsets.US_ASCII);
    return JsonMapper.shared().readTree(Base64.getDecoder().decode(bytes));
  }
}
