package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints of operational webhooks. */
final class OperationalWebhooksTest {
  private static final String PATH = "/operational-webhook/endpoint";
  private static final String URL = "\"url\":\"https://example.com/hook\"";

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void areEndpointsInAllTheirMembers() {
    Reply created =
        api.post(
            PATH,
            "{"
                + URL
                + ",\"uid\":\"ops\",\"description\":\"d\",\"filterTypes\":[\"endpoint.disabled\"],"
                + "\"rateLimit\":3,\"metadata\":{\"k\":\"v\"},\"secret\":\"whsec_"
                + "A".repeat(32)
                + "\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/filterTypes/0")).isEqualTo("endpoint.disabled");
    assertThat(created.json().at("/throttleRate").asInt()).isEqualTo(3);
    assertThat(created.text()).doesNotContain("whsec");
    assertThat(api.get(PATH + "/ops").text()).isEqualTo(created.text());
    assertThat(api.get(PATH + "/" + created.at("/id")).text()).isEqualTo(created.text());
    assertThat(api.get(PATH).at("/data/0/id")).isEqualTo(created.at("/id"));
    assertThat(api.get(PATH + "/ops/secret").at("/key")).isEqualTo("whsec_" + "A".repeat(32));
    Reply replaced = api.put(PATH + "/ops", "{" + URL + ",\"disabled\":true}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.json().at("/disabled").asBoolean()).isTrue();
    assertThat(replaced.json().at("/eventTypes").isNull()).isTrue();
    assertThat(api.delete(PATH + "/" + created.at("/id")).status()).isEqualTo(204);
    assertThat(api.get(PATH).json().at("/data").isEmpty()).isTrue();
  }

  @Test
  void theListIsEmptyBeforeThereIsOneAndNothingElseIsThere() {
    assertThat(api.get(PATH + "?limit=2&order=ascending").text())
        .isEqualTo("{\"data\":[],\"iterator\":null,\"done\":true}");
    assertThat(api.get(PATH + "?limit=251").status()).isEqualTo(422);
    assertThat(api.get(PATH + "/ops").status()).isEqualTo(404);
    assertThat(api.get(PATH + "/ops/headers").status()).isEqualTo(404);
    assertThat(api.delete(PATH + "/ops").status()).isEqualTo(404);
    assertThat(api.get("/operational-webhook/msg").json().at("/data").isEmpty()).isTrue();
  }

  @Test
  void putMakesOneWhereThereIsNone() {
    Reply made = api.put(PATH + "/ops", "{" + URL + ",\"uid\":\"ops\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(api.put(PATH + "/ops", "{" + URL + ",\"uid\":\"ops\"}").at("/id"))
        .isEqualTo(made.at("/id"));
    assertThat(api.post(PATH, "{" + URL + ",\"uid\":\"ops\"}").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "{} url",
        "{\"url\":\"nonsense\"} url",
        "{URL,\"filterTypes\":[\"endpoint.made\"]} filterTypes",
        "{URL,\"eventTypes\":[]} eventTypes",
        "{URL,\"uid\":\"ep_x\"} uid",
        "{URL,\"rateLimit\":0} rateLimit",
        "{URL,\"channels\":[\"a\"]} channels",
        "{URL,\"tags\":[\"a\"]} tags",
        "{URL,\"secret\":\"short\"} secret",
        "{URL,\"metadata\":[]} metadata",
        "{URL,\"headers\":{\"Host\":\"a\"}} headers",
      })
  void whatIsWrongIsRefused(String body, String member) {
    Reply refused = api.post(PATH, body.replace("URL", URL));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.at("/detail/0/loc/1")).isEqualTo(member);
    assertThat(api.get(PATH).json().at("/data").isEmpty()).isTrue();
    assertThat(api.put(PATH + "/new", body.replace("URL", URL)).status()).isEqualTo(422);
  }

  /** The organisation's own event types are nothing that it is told. */
  @Test
  void onlyOperationalEventsCanBeAskedFor() {
    api.post("/event-type", "{\"name\":\"user.signup\",\"description\":\"\"}");
    String type = "{" + URL + ",\"filterTypes\":[\"user.signup\"]}";
    assertThat(api.post(PATH, type).at("/detail/0/msg"))
        .isEqualTo("there is no event type user.signup");
    String endpoint = "/app/" + api.application() + "/endpoint";
    String told = "{" + URL + ",\"filterTypes\":[\"endpoint.created\"]}";
    assertThat(api.post(endpoint, told).status()).isEqualTo(422);
    assertThat(api.post(PATH, told).status()).isEqualTo(201);
  }

  @Test
  void headersAndSecretsHaveTheRulesOfAllOthers() {
    String one = PATH + "/" + api.post(PATH, "{" + URL + "}").at("/id");
    assertThat(api.put(one + "/headers", "{}").status()).isEqualTo(422);
    assertThat(api.put(one + "/headers", "{\"headers\":{\"svix-id\":\"a\"}}").status())
        .isEqualTo(422);
    assertThat(api.put(one + "/headers", "{\"headers\":{\"Authorization\":\"a\"}}").status())
        .isEqualTo(204);
    assertThat(api.get(one + "/headers").text())
        .isEqualTo("{\"headers\":{},\"sensitive\":[\"Authorization\"]}");
    assertThat(api.post(one + "/secret/rotate", "{\"key\":\"short\"}").status()).isEqualTo(422);
    for (int i = 0; i < 10; i++) {
      assertThat(api.post(one + "/secret/rotate", "{}").status()).isEqualTo(204);
    }
    assertThat(api.post(one + "/secret/rotate", "{}").at("/code")).isEqualTo("limit_reached");
    assertThat(api.patch(one, "{}").status()).isEqualTo(405);
  }

  @Test
  void belongToOneOrganisationAlone() {
    api.post(PATH, "{" + URL + ",\"uid\":\"ops\"}");
    String app = api.application();
    assertThat(api.get("/app").json().at("/data").size()).isEqualTo(1);
    String portal = api.post("/auth/app-portal-access/" + app, "{}").at("/token");
    assertThat(api.call("GET", PATH, null, "Authorization", "Bearer " + portal).status())
        .isEqualTo(403);
    api.token = api.tokens.mint("org_other", Duration.ofDays(1));
    assertThat(api.get(PATH).json().at("/data").isEmpty()).isTrue();
    assertThat(api.get(PATH + "/ops").status()).isEqualTo(404);
    assertThat(api.post(PATH, "{" + URL + ",\"uid\":\"ops\"}").status()).isEqualTo(201);
    assertThat(api.get(PATH).json().at("/data").size()).isEqualTo(1);
  }
}
