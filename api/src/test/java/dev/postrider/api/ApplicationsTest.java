package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ApplicationsTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatCreateSaysIsWhatGetSays() {
    Reply created =
        api.post(
            "/app/",
            "{\"name\":\"Großhandel 😀\",\"uid\":\"a.b-c_1\",\"rateLimit\":7,\"metadata\":{\"b\":\"2\",\"a\":\"\\n\"},\"more\":[1]}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/id")).matches("app_[0-9A-Za-z]{27}");
    assertThat(created.at("/name")).isEqualTo("Großhandel 😀");
    assertThat(created.at("/createdAt")).isEqualTo("2026-03-01T12:00:00.123456Z");
    assertThat(created.json().at("/throttleRate").asInt()).isEqualTo(7);
    assertThat(created.json().at("/rateLimit").asInt()).isEqualTo(7);
    assertThat(api.get("/app/" + created.at("/id")).text()).isEqualTo(created.text());
    assertThat(api.get("/app/a.b-c_1/").text()).isEqualTo(created.text());
    assertThat(created.http().headers().firstValue("content-type")).hasValue("application/json");
  }

  @Test
  void whatIsNotKnownIsIgnoredAndTheNewNameOfTheRateWins() {
    Reply created =
        api.post(
            "/app?anything=1&with_content=false",
            "{\"name\":\"a\",\"throttleRate\":3,\"rateLimit\":7,\"metadata\":null,\"color\":{\"a\":[]}}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().at("/throttleRate").asInt()).isEqualTo(3);
    assertThat(created.json().at("/rateLimit").asInt()).isEqualTo(3);
    assertThat(created.json().at("/metadata").toString()).isEqualTo("{}");
    assertThat(api.get("/app?expanded_statuses=maybe&x=%C3%A9").json().at("/data").size()).isOne();
  }

  @Test
  void aUidBelongsToOneApplicationUntilItIsDeleted() {
    Reply first = api.post("/app", "{\"name\":\"one\",\"uid\":\"u\"}");
    Reply second = api.post("/app", "{\"name\":\"two\",\"uid\":\"u\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/code")).isEqualTo("conflict");
    assertThat(second.at("/detail")).isEqualTo("An application with that id or uid already exists");
    Reply got = api.post("/app?get_if_exists=true", "{\"name\":\"two\",\"uid\":\"u\"}");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEqualTo(first.text());
    assertThat(api.delete("/app/u").status()).isEqualTo(204);
    assertThat(api.get("/app/u").status()).isEqualTo(404);
    assertThat(api.post("/app?get_if_exists=true", "{\"name\":\"two\",\"uid\":\"u\"}").status())
        .isEqualTo(201);
  }

  @Test
  void putChangesOrCreatesWithTheUidOfTheBody() {
    Reply created = api.put("/app/nobody", "{\"name\":\"one\",\"uid\":\"somebody\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(api.get("/app/nobody").status()).isEqualTo(404);
    Reply changed = api.put("/app/somebody", "{\"name\":\"two\"}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.at("/name")).isEqualTo("two");
    assertThat(changed.json().has("uid")).isFalse();
    assertThat(api.get("/app/" + created.at("/id")).text()).isEqualTo(changed.text());
  }

  @Test
  void patchTellsAbsentFromNull() {
    String id =
        api.post(
                "/app",
                "{\"name\":\"one\",\"uid\":\"u\",\"throttleRate\":3,\"metadata\":{\"a\":\"b\"}}")
            .at("/id");
    Reply nothing = api.patch("/app/" + id, "{}");
    assertThat(nothing.at("/uid")).isEqualTo("u");
    assertThat(nothing.at("/metadata/a")).isEqualTo("b");
    Reply cleared = api.patch("/app/" + id, "{\"uid\":null,\"rateLimit\":null,\"metadata\":null}");
    assertThat(cleared.status()).isEqualTo(200);
    assertThat(cleared.json().has("uid")).isFalse();
    assertThat(cleared.json().at("/throttleRate").isNull()).isTrue();
    assertThat(cleared.json().has("rateLimit")).isFalse();
    assertThat(cleared.json().at("/metadata").isEmpty()).isTrue();
    assertThat(cleared.at("/name")).isEqualTo("one");
  }

  @Test
  void listsGoForthAndBack() {
    for (int i = 0; i < 5; i++) {
      api.post("/app", "{\"name\":\"n" + i + "\"}");
    }
    Reply first = api.get("/app?limit=2");
    assertThat(first.json().at("/data").valueStream().map(n -> n.at("/name").asString()))
        .containsExactly("n0", "n1");
    assertThat(first.json().at("/done").asBoolean()).isFalse();
    assertThat(first.at("/iterator")).isEqualTo(first.at("/data/1/id"));
    assertThat(first.at("/prevIterator")).isEqualTo("-" + first.at("/data/0/id"));
    Reply second = api.get("/app?limit=2&iterator=" + first.at("/iterator"));
    Reply third = api.get("/app?limit=2&iterator=" + second.at("/iterator"));
    assertThat(third.json().at("/done").asBoolean()).isTrue();
    assertThat(third.json().at("/data").size()).isEqualTo(1);
    Reply back = api.get("/app?limit=2&iterator=" + third.at("/prevIterator"));
    assertThat(back.json().at("/data")).isEqualTo(second.json().at("/data"));
    Reply newest = api.get("/app?limit=1&order=descending");
    assertThat(newest.at("/data/0/name")).isEqualTo("n4");
    Reply past = api.get("/app?iterator=" + third.at("/iterator"));
    assertThat(past.text()).isEqualTo("{\"data\":[],\"iterator\":null,\"done\":true}");
  }

  @Test
  void organisationsDoNotSeeEachOther() {
    String id = api.post("/app", "{\"name\":\"one\",\"uid\":\"u\"}").at("/id");
    api.token = api.tokens.mint("org_other", Duration.ofHours(1));
    assertThat(api.get("/app/" + id).status()).isEqualTo(404);
    assertThat(api.get("/app/u").status()).isEqualTo(404);
    assertThat(api.get("/app").json().at("/data").isEmpty()).isTrue();
    assertThat(api.delete("/app/" + id).status()).isEqualTo(404);
    assertThat(api.post("/app/" + id + "/msg", "{\"eventType\":\"a\",\"payload\":{}}").status())
        .isEqualTo(404);
    assertThat(api.post("/app", "{\"name\":\"mine\",\"uid\":\"u\"}").status()).isEqualTo(201);
  }
}
