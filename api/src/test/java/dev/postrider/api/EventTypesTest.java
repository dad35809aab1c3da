package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventTypesTest {
  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void whatCreateSaysIsWhatGetSays() {
    Reply created =
        api.post(
            "/event-type",
            "{\"name\":\"user.signup\",\"description\":\"d\",\"schemas\":{\"1\":{\"type\":\"object\"}},\"featureFlag\":\"f\",\"groupName\":\"g\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.at("/schemas/1/type")).isEqualTo("object");
    assertThat(created.json().at("/deprecated").asBoolean()).isFalse();
    assertThat(api.get("/event-type/user.signup").text()).isEqualTo(created.text());
    assertThat(api.get("/event-type").json().at("/data/0/schemas").isNull()).isTrue();
    assertThat(api.get("/event-type?with_content=true").at("/data/0/schemas/1/type"))
        .isEqualTo("object");
  }

  /** Whatever is no keyword of the draft says nothing; nothing is fetched for a reference. */
  @Test
  void schemasAreOfDraftSeven() {
    String schemas =
        """
        {"name":"a","description":"","schemas":{
          "1":{"$schema":"http://json-schema.org/draft-07/schema#","$id":"http://127.0.0.1:1/a.json",
               "type":["object","null"],"properties":{"a":{"$ref":"#/definitions/a"},"b":true},
               "definitions":{"a":{"pattern":"^[a-z]+$","exclusiveMinimum":1,"examples":[{}]}}},
          "2":{"$ref":"http://127.0.0.1:1/b.json","nullable":true,"$defs":{},"x-own":7}}}\
        """;
    assertThat(api.post("/event-type", schemas).status()).isEqualTo(201);
    assertThat(api.get("/event-type/a").at("/schemas/2/$ref"))
        .isEqualTo("http://127.0.0.1:1/b.json");
  }

  @Test
  void deleteArchivesAndCreateBringsBack() {
    String body = "{\"name\":\"a\",\"description\":\"d\"}";
    assertThat(api.post("/event-type", body).status()).isEqualTo(201);
    Reply again = api.post("/event-type", body);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("/code")).isEqualTo("event_type_exists");
    assertThat(api.delete("/event-type/a").status()).isEqualTo(204);
    assertThat(api.get("/event-type").json().at("/data").isEmpty()).isTrue();
    assertThat(
            api.get("/event-type?include_archived=true").json().at("/data/0/archived").asBoolean())
        .isTrue();
    assertThat(api.get("/event-type/a").status()).isEqualTo(200);
    assertThat(api.post("/event-type", body).status()).isEqualTo(201);
    assertThat(api.get("/event-type").json().at("/data").size()).isEqualTo(1);
    assertThat(api.delete("/event-type/a?expunge=true").status()).isEqualTo(204);
    assertThat(api.get("/event-type/a").status()).isEqualTo(404);
  }

  @Test
  void putAndPatch() {
    assertThat(api.put("/event-type/a", "{\"description\":\"one\",\"deprecated\":true}").status())
        .isEqualTo(201);
    Reply put = api.put("/event-type/a", "{\"description\":\"two\"}");
    assertThat(put.status()).isEqualTo(200);
    assertThat(put.json().at("/deprecated").asBoolean()).isFalse();
    Reply patched = api.patch("/event-type/a", "{\"schemas\":{\"1\":{}}}");
    assertThat(patched.at("/description")).isEqualTo("two");
    assertThat(patched.json().at("/schemas/1").isObject()).isTrue();
    assertThat(api.patch("/event-type/a", "{\"schemas\":null}").json().at("/schemas").isNull())
        .isTrue();
  }

  @Test
  void olderCallersKnowOfOneFlag() {
    api.post("/event-type", "{\"name\":\"a\",\"description\":\"\",\"featureFlag\":\"one\"}");
    Reply old = api.get("/event-type/a");
    assertThat(old.at("/featureFlag")).isEqualTo("one");
    assertThat(old.at("/featureFlags/0")).isEqualTo("one");
    Reply many =
        api.patch("/event-type/a", "{\"featureFlags\":[\"z\",\"b\"],\"featureFlag\":\"no\"}");
    assertThat(many.at("/featureFlag")).isEqualTo("b");
    assertThat(many.json().at("/featureFlags").toString()).isEqualTo("[\"b\",\"z\"]");
    Reply untouched = api.patch("/event-type/a", "{\"groupName\":\"g\"}");
    assertThat(untouched.at("/groupName")).isEqualTo("g");
    assertThat(untouched.json().at("/featureFlags").size()).isEqualTo(2);
    assertThat(api.delete("/event-type/a").status()).isEqualTo(204);
    assertThat(api.get("/event-type/a").at("/groupName")).isEqualTo("g");
    Reply none = api.patch("/event-type/a", "{\"featureFlags\":null,\"groupName\":null}");
    assertThat(none.json().has("featureFlag")).isFalse();
    assertThat(none.json().has("featureFlags")).isFalse();
    assertThat(none.json().has("groupName")).isFalse();
    api.patch("/event-type/a", "{\"featureFlag\":\"one\"}");
    assertThat(api.patch("/event-type/a", "{\"featureFlag\":null}").json().has("featureFlags"))
        .isFalse();
  }

  @Test
  void listsByNameAlways() {
    for (String name : new String[] {"b", "c", "a"}) {
      api.post("/event-type", "{\"name\":\"" + name + "\",\"description\":\"\"}");
    }
    Reply page = api.get("/event-type?limit=2&order=descending");
    assertThat(page.at("/data/0/name")).isEqualTo("a");
    assertThat(page.at("/iterator")).isEqualTo("b");
    assertThat(api.get("/event-type?iterator=b").at("/data/0/name")).isEqualTo("c");
  }
}
