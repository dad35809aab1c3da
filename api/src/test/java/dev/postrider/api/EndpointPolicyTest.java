package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What an endpoint has of its own is said, changed, taken away and shown. */
final class EndpointPolicyTest {
  private static final String URL = "\"url\":\"https://example.com/\"";
  private static final String OWN =
      "{\"timeout\":\"5s\",\"retry\":{\"delays\":[\"10s\",\"1h\"],\"jitter\":0.1}}";

  private final TestApi api = new TestApi();
  private String all;
  private String one;

  @BeforeEach
  void endpoint() {
    all = "/app/" + api.application() + "/endpoint";
    one = all + "/one";
    String body = "{" + URL + ",\"uid\":\"one\",\"policy\":" + OWN + "}";
    assertThat(api.post(all, body).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static String own(Reply reply) {
    assertThat(reply.status()).isEqualTo(200);
    return reply.json().path("policy").toString();
  }

  @Test
  void whatIsSaidIsShownByGetAndList() {
    assertThat(own(api.get(one))).isEqualTo(OWN);
    assertThat(api.get(all).json().at("/data/0/policy").toString()).isEqualTo(OWN);
    Reply other = api.post(all, "{" + URL + ",\"policy\":{}}");
    assertThat(other.json().has("policy")).isFalse();
  }

  @Test
  void patchChangesTheMembersThatItNamesEachAsAWhole() {
    Reply patched =
        api.patch(
            one,
            "{\"policy\":{\"timeout\":null,\"retry\":{\"delays\":[\"1m\"]},\"concurrency\":3}}");
    assertThat(own(patched)).isEqualTo("{\"retry\":{\"delays\":[\"1m\"]},\"concurrency\":3}");
    assertThat(own(api.patch(one, "{\"description\":\"d\"}"))).contains("concurrency");
    assertThat(api.patch(one, "{\"policy\":null}").json().has("policy")).isFalse();
  }

  @Test
  void putReplacesThemAllAndLeavesThemAloneWhenItSaysNothing() {
    String body = "{\"uid\":\"one\"," + URL;
    assertThat(own(api.put(one, body + "}"))).isEqualTo(OWN);
    assertThat(own(api.put(one, body + ",\"policy\":{\"order\":\"hold\"}}")))
        .isEqualTo("{\"order\":\"hold\"}");
    assertThat(api.put(one, body + ",\"policy\":null}").json().has("policy")).isFalse();
  }

  @Test
  void whatIsWrongIsToldWithEverythingElseAndChangesNothing() {
    Reply refused =
        api.patch(one, "{\"url\":\"ftp://x\",\"policy\":{\"timeout\":\"1h\",\"concurrency\":3}}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/detail").valueStream().map(p -> p.path("loc").toString()))
        .containsExactlyInAnyOrder("[\"body\",\"url\"]", "[\"body\",\"policy\",\"timeout\"]");
    assertThat(refused.at("/detail/1/msg")).isEqualTo("must be from 100ms to 1m");
    assertThat(own(api.get(one))).isEqualTo(OWN);
  }

  @Test
  void thePolicyInForceIsShownWithWhereItComesFrom() {
    JsonNode policy = api.get(one + "/policy").json();
    assertThat(policy.at("/platform").toString())
        .isEqualTo(
            "{\"timeout\":\"15s\",\"success\":\"2xx\",\"refuse\":[],\"goodbye\":[410],"
                + "\"retry\":{\"delays\":[\"5s\",\"5m\",\"30m\",\"2h\",\"5h\",\"10h\",\"14h\",\"20h\",\"1d\"],\"jitter\":0.2},"
                + "\"order\":\"hold\",\"concurrency\":16,\"failing\":{\"action\":\"disable\",\"after\":\"5d\"}}");
    assertThat(policy.at("/overrides").toString()).isEqualTo(OWN);
    assertThat(policy.at("/effective/timeout").asString()).isEqualTo("5s");
    assertThat(policy.at("/effective/retry")).isEqualTo(policy.at("/overrides/retry"));
    assertThat(policy.at("/effective/failing")).isEqualTo(policy.at("/platform/failing"));
    assertThat(policy.at("/bounds/timeoutMax").asString()).isEqualTo("30s");
    assertThat(policy.at("/outOfBounds").toString()).isEqualTo("[]");
    assertThat(api.get(all + "/nobody/policy").status()).isEqualTo(404);
  }
}
