package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages that bring their application, and whether anybody would get one. */
final class OnTheFlyTest {
  private static TurnedServer server;
  private Shop shop;

  @BeforeAll
  static void start() {
    server = new TurnedServer(null);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(server);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void aMessageMakesItsApplicationOnce() throws Exception {
    String uid = "fly-" + UUID.randomUUID();
    String path = "/api/v1/app/" + uid;
    String body =
        "{\"eventType\":\"a\",\"payload\":{\"n\":1},\"application\":{\"name\":\"%s\",\"uid\":\"%s\"}}";
    String first =
        shop.api()
            .post(path + "/msg", body.formatted("Made", uid))
            .require(202)
            .path("id")
            .asString();
    JsonNode made = shop.api().get(path).require(200);
    assertThat(made.path("name").asString()).isEqualTo("Made");
    String hook = "{\"url\":\"%s\"}".formatted(shop.receiver.url());
    shop.api().post(path + "/endpoint", hook).require(201);
    server.restart();
    String second =
        shop.api()
            .post(path + "/msg", body.formatted("Other", uid))
            .require(202)
            .path("id")
            .asString();
    assertThat(shop.received(1).getFirst().messageId()).isEqualTo(second).isNotEqualTo(first);
    assertThat(shop.api().get(path).require(200)).isEqualTo(made);
    assertThat(shop.api().all(path + "/msg")).hasSize(2);
  }

  @Test
  void anApplicationThatIsRefusedIsNotMadeAndItsMessageNotTaken() throws Exception {
    String uid = "fly-" + UUID.randomUUID();
    String path = "/api/v1/app/" + uid;
    for (String application :
        new String[] {
          "{\"name\":\"\",\"uid\":\"" + uid + "\"}",
          "{\"name\":\"a\"}",
          "{\"name\":\"a\",\"uid\":\"b\"}"
        }) {
      String body = "{\"eventType\":\"a\",\"payload\":{},\"application\":" + application + "}";
      shop.api().post(path + "/msg", body).require(422);
    }
    shop.api()
        .post(
            path + "/msg",
            "{\"eventType\":\"\",\"payload\":{},\"application\":{\"name\":\"a\",\"uid\":\"%s\"}}"
                .formatted(uid))
        .require(422);
    shop.api().get(path).require(404);
  }

  private boolean active(String members) throws Exception {
    return shop.api()
        .post(shop.path("/msg/precheck/active"), "{\"eventType\":\"a\"" + members + "}")
        .require(200)
        .path("active")
        .asBoolean();
  }

  @Test
  void aPrecheckFollowsTheEndpointsAndSendsNothing() throws Exception {
    assertThat(active("")).isFalse();
    String endpoint = shop.webhook(",\"channels\":[\"north\"]");
    assertThat(active("")).isFalse();
    assertThat(active(",\"channels\":[\"south\",\"north\"]")).isTrue();
    String path = shop.path("/endpoint/" + endpoint);
    shop.api().patch(path, "{\"channels\":null}").require(200);
    assertThat(active("")).isTrue();
    shop.api().patch(path, "{\"disabled\":true}").require(200);
    assertThat(active("")).isFalse();
    shop.api().patch(path, "{\"disabled\":false}").require(200);
    assertThat(active("")).isTrue();
    shop.api().delete(path).require(204);
    assertThat(active("")).isFalse();
    assertThat(shop.get("/msg").path("data").isEmpty()).isTrue();
    assertThat(shop.receiver.received()).isEmpty();
  }
}
