package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.policy.PortSet;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An endpoint is refused whose tokens would be fetched where its URL may not have them from. */
final class TokenUrlsTest {
  private static final String OAUTH2 =
      "\"authentication\":{\"oauth2\":{\"tokenUrl\":\"%s\",\"clientId\":\"c\",\"clientSecret\":\"s\"}}";

  /** Any host may have its own, and all may have those of id.example. */
  private final TestApi api =
      new TestApi(
          TestApi.with(
              new UrlRules(
                  false,
                  PortSet.NONE,
                  (token, url) ->
                      host(token).equals("id.example") || host(token).equals(host(url)))));

  private String endpoints;

  private static String host(String url) {
    return URI.create(url).getHost();
  }

  @BeforeEach
  void application() {
    endpoints = "/app/" + api.application() + "/endpoint";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/hook, https://a.example/token, 201",
    "https://a.example/hook, HTTPS://A.Example/token, 201",
    "HTTPS://bücher.Example/hook, https://xn--bcher-kva.example/token, 201",
    "https://a.example/hook, https://id.example/token, 201",
    "https://a.example/hook, https://b.example/token, 422",
    "https://id.example/hook, https://a.example/token, 422",
  })
  void whenItIsMade(String url, String token, int status) {
    Reply reply = api.post(endpoints, body(url, token));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status == 422) {
      assertThat(reply.json().path("detail").size()).isEqualTo(1);
      assertThat(reply.json().at("/detail/0/loc").toString())
          .isEqualTo("[\"body\",\"authentication\",\"oauth2\",\"tokenUrl\"]");
      assertThat(reply.at("/detail/0/msg"))
          .isEqualTo(
              "must have scheme, host and port of url; or else the operator has to list the host of"
                  + " the tokenUrl in sender.tokenHosts");
    }
  }

  /** {@code from} is where the tokens of an endpoint at a.example are from. */
  @ParameterizedTest
  @CsvSource({
    "a.example,  '{\"url\":\"https://a.example/other\"}',                    200",
    "a.example,  '{\"url\":\"https://b.example/\"}',                         422",
    "id.example, '{\"url\":\"https://b.example/\"}',                         200",
    "a.example,  '{\"url\":\"https://b.example/\",\"authentication\":null}', 200",
    "a.example,  '{\"description\":\"d\"}',                                  200",
  })
  void whenItMoves(String from, String body, int status) {
    String path = made("https://a.example/", "https://" + from + "/token");
    Reply patched = api.patch(path, body);
    assertThat(patched.status()).as(patched.text()).isEqualTo(status);
    if (status == 422) {
      assertThat(patched.json().at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"url\"]");
      assertThat(patched.at("/detail/0/msg")).contains("tokenUrl", "sender.tokenHosts");
    }
    if (body.contains("url")) {
      String again = made("https://a.example/", "https://" + from + "/token");
      assertThat(api.put(again, body).status()).isEqualTo(status);
    }
  }

  @Test
  void whenItsTokensAreToComeFromElsewhere() {
    String path = made("https://a.example/", "https://a.example/token");
    String elsewhere = "{" + OAUTH2.formatted("https://b.example/token") + "}";
    assertThat(api.patch(path, elsewhere).status()).isEqualTo(422);
    String both = body("https://b.example/", "https://b.example/token");
    assertThat(api.patch(path, both).status()).isEqualTo(200);
    assertThat(api.put(path, body("https://b.example/", "https://a.example/token")).status())
        .isEqualTo(422);
    assertThat(api.put(path, body("https://a.example/", "https://a.example/token")).status())
        .isEqualTo(200);
  }

  @Test
  void operationalWebhooksAreNoOtherWayIn() {
    String path = "/operational-webhook/endpoint";
    Reply refused = api.post(path, body("https://a.example/", "https://b.example/token"));
    assertThat(refused.status()).isEqualTo(422);
    Reply made = api.post(path, body("https://a.example/", "https://a.example/token"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(api.put(path + "/" + made.at("/id"), "{\"url\":\"https://b.example/\"}").status())
        .isEqualTo(422);
  }

  @Test
  void whatIsNoUrlIsToldOnce() {
    Reply reply = api.post(endpoints, body("https://a.example/", "nonsense"));
    assertThat(reply.json().path("detail").size()).isEqualTo(1);
    reply = api.post(endpoints, body("nonsense", "https://a.example/"));
    assertThat(reply.json().path("detail").size()).isEqualTo(1);
  }

  private String made(String url, String token) {
    Reply made = api.post(endpoints, body(url, token));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return endpoints + "/" + made.at("/id");
  }

  private static String body(String url, String token) {
    return "{\"url\":\"%s\",%s}".formatted(url, OAUTH2.formatted(token));
  }
}
