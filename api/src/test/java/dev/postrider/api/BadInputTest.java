package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.api.manage.UrlRules;
import dev.postrider.directory.FeatureFlags;
import dev.postrider.directory.Page;
import dev.postrider.policy.PortSet;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad input is answered with its status and shape, and nothing is stored. */
final class BadInputTest {
  private static TestApi api;
  private static String app;
  private static String stored;

  @BeforeAll
  static void start() {
    api = new TestApi();
    app = "/app/" + api.application();
    api.post("/event-type", "{\"name\":\"old\",\"description\":\"\",\"archived\":true}");
    api.post(app + "/endpoint", "{\"url\":\"http://example.com/\",\"uid\":\"ep\"}");
    api.post(app + "/msg", "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"taken\"}");
    stored = everything();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @ParameterizedTest
  @MethodSource("dev.postrider.api.BadInputs#all")
  void isRefused(BadInputs.Bad bad) {
    Reply reply = api.call(bad.method(), bad.path().replace("APP", app), bad.body());
    assertThat(reply.status()).as(reply.text()).isEqualTo(bad.status());
    assertThat(reply.http().headers().firstValue("content-type")).hasValue("application/json");
    if (bad.status() == 422) {
      assertThat(reply.json().at("/detail/0/loc").valueStream().map(l -> l.asString()))
          .as(reply.text())
          .containsExactly(bad.where().split("/"));
      assertThat(reply.at("/detail/0/msg")).isNotEmpty();
      assertThat(reply.at("/detail/0/type")).startsWith("value_error");
    } else {
      assertThat(reply.at("/code")).isEqualTo(bad.where());
      assertThat(reply.at("/detail")).isNotEmpty();
    }
    assertThat(everything()).isEqualTo(stored);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    for (byte[] bad :
        new byte[][] {
          {(byte) 0xff},
          {(byte) 0xc0, (byte) 0x80},
          {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          {(byte) 0xe2, (byte) 0x82},
          {0}
        }) {
      byte[] before = "{\"eventType\":\"a\",\"payload\":{\"x\":\"".getBytes(StandardCharsets.UTF_8);
      byte[] after = "\"}}".getBytes(StandardCharsets.UTF_8);
      byte[] body = new byte[before.length + bad.length + after.length];
      System.arraycopy(before, 0, body, 0, before.length);
      System.arraycopy(bad, 0, body, before.length, bad.length);
      System.arraycopy(after, 0, body, before.length + bad.length, after.length);
      Reply reply = api.send("POST", app + "/msg", BodyPublishers.ofByteArray(body));
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.at("/detail/0/type")).isEqualTo("value_error.jsondecode");
    }
    byte[] utf16 = "{\"eventType\":\"a\",\"payload\":{}}".getBytes(StandardCharsets.UTF_16);
    assertThat(api.send("POST", app + "/msg", BodyPublishers.ofByteArray(utf16)).status())
        .isEqualTo(422);
    assertThat(everything()).isEqualTo(stored);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    Reply reply = api.post("/app", "{\"uid\":\"a b\",\"throttleRate\":0}");
    assertThat(reply.json().at("/detail").size()).isEqualTo(3);
    assertThat(reply.at("/detail/0/type")).isEqualTo("value_error.missing");
  }

  @Test
  void idempotencyKeysHaveBounds() {
    Reply reply =
        api.call(
            "POST",
            app + "/msg",
            "{\"eventType\":\"a\",\"payload\":{}}",
            "idempotency-key",
            "x".repeat(257));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.at("/detail/0/loc/0")).isEqualTo("header");
  }

  @Test
  void httpsOnlyRefusesHttp() {
    try (TestApi strict =
        new TestApi(TestApi.with(new UrlRules(true, PortSet.NONE, (_, _) -> true)))) {
      String endpoints = "/app/" + strict.application() + "/endpoint";
      Reply reply = strict.post(endpoints, "{\"url\":\"http://example.com/\"}");
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.at("/detail/0/msg")).isEqualTo("must be https");
      assertThat(strict.post(endpoints, "{\"url\":\"https://example.com/\"}").status())
          .isEqualTo(201);
    }
  }

  private static String everything() {
    var first = new Page.Request<dev.postrider.message.ApplicationId>(null, 250, true, false);
    var types = new Page.Request<String>(null, 250, true, false);
    String organisation = Tokens.DEFAULT_ORGANISATION;
    return api.directory.applications(organisation, first)
        + " "
        + api.directory.eventTypes(organisation, types, true, FeatureFlags.ALL)
        + " "
        + api.directory.routes(organisation, app.substring(5))
        + " "
        + api.log.entries()
        + " "
        + api.tasks.next(null);
  }
}
