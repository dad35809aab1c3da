package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.log.LogConsumer.Routed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SendExampleTest {
  private final TestApi api = new TestApi();
  private String app;
  private String endpoint;

  @BeforeEach
  void endpoint() {
    String id = api.application();
    app = "/app/" + id;
    api.endpoint(id);
    endpoint = api.endpoint(id);
    type("other", "{}");
    api.call(
        "PATCH",
        app + "/endpoint/" + endpoint,
        "{\"filterTypes\":[\"other\"],\"channels\":[\"none\"]}");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private void type(String name, String schemas) {
    String body = "{\"name\":\"%s\",\"description\":\"\",\"schemas\":%s}".formatted(name, schemas);
    Reply reply = api.post("/event-type", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(201);
  }

  private Reply send(String body) {
    return api.post(app + "/endpoint/" + endpoint + "/send-example", body);
  }

  @Test
  void aPingGoesToTheEndpointAloneWhateverItAsksFor() {
    Reply sent = send("{\"eventType\":\"svix.ping\"}");
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.at("/eventType")).isEqualTo("svix.ping");
    assertThat(sent.json().at("/payload/success").asBoolean()).isTrue();
    Routed routed = api.log.entries().getLast();
    assertThat(routed.message().id()).hasToString(sent.at("/id"));
    assertThat(routed.message().payload().text()).isEqualTo("{\"success\":true}");
    assertThat(routed.targets())
        .singleElement()
        .satisfies(target -> assertThat(target.id()).hasToString(endpoint));
  }

  @Test
  void theFirstExampleOfTheFirstSchemaIsSent() {
    type(
        "user.created",
        "{\"1\":{\"type\":\"object\",\"examples\":[{\"a\":1.5},{\"b\":\"\\u00e9\"}]},\"2\":{\"examples\":[{\"c\":3}]}}");
    assertThat(send("{\"eventType\":\"user.created\"}").json().at("/payload").toString())
        .isEqualTo("{\"a\":1.5}");
    assertThat(send("{\"eventType\":\"user.created\",\"exampleIndex\":1}").at("/payload/b"))
        .isEqualTo("é");
  }

  @Test
  void whatHasNoExampleIsRefused() {
    type("no.schema", "null");
    type("no.examples", "{\"1\":{\"type\":\"object\"}}");
    type("no.objects", "{\"1\":{\"examples\":[7]}}");
    type("another.version", "{\"2\":{\"examples\":[{}]}}");
    for (String name : new String[] {"no.schema", "no.examples", "no.objects", "another.version"}) {
      Reply refused = send("{\"eventType\":\"%s\"}".formatted(name));
      assertThat(refused.status()).as(name).isEqualTo(400);
      assertThat(refused.at("/code")).isEqualTo("invalid_scheme");
    }
    assertThat(send("{\"eventType\":\"unknown\"}").status()).isEqualTo(404);
    assertThat(send("{}").status()).isEqualTo(422);
    assertThat(send("{\"eventType\":\"a b\"}").status()).isEqualTo(422);
    assertThat(send("{\"eventType\":\"other\",\"exampleIndex\":-1}").status()).isEqualTo(422);
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void aDisabledEndpointGetsNoExample() {
    api.call("PATCH", app + "/endpoint/" + endpoint, "{\"disabled\":true}");
    Reply refused = send("{\"eventType\":\"svix.ping\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("/code")).isEqualTo("endpoint_disabled");
    assertThat(api.post(app + "/endpoint/nobody/send-example", "{}").status()).isEqualTo(404);
    assertThat(api.log.entries()).isEmpty();
  }

  @Test
  void theSameKeyTwiceSendsOnce() {
    String path = app + "/endpoint/" + endpoint + "/send-example";
    String body = "{\"eventType\":\"svix.ping\"}";
    Reply first = api.call("POST", path, body, "idempotency-key", "k");
    Reply again = api.call("POST", path, body, "idempotency-key", "k");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(api.log.entries()).hasSize(1);
  }
}
