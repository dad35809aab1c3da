package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How much applications have sent, and what their endpoints ask for. */
final class UsageTest {
  private final Sql database = Sql.fresh();
  private TurnedServer server;
  private Shop shop;
  private Background background;

  @BeforeEach
  void open() throws Exception {
    server = new TurnedServer(database.url(), Map.of());
    shop = new Shop(server);
    background = new Background(shop);
  }

  @AfterEach
  void close() {
    shop.close();
    server.close();
  }

  private void eventType(String name) throws Exception {
    String body = "{\"name\":\"%s\",\"description\":\"of a test\"}".formatted(name);
    server.api().post("/api/v1/event-type", body).require(201);
  }

  private static void publish(Shop at, int count) throws Exception {
    String body = "{\"eventType\":\"a\",\"payload\":{}}";
    String batch = "{\"messages\":[" + (body + ",").repeat(count - 1) + body + "]}";
    at.api().post(at.path("/msg/batch"), batch).require(200);
  }

  private String count(Instant since, Instant until, String more) throws Exception {
    String body = "{\"since\":\"%s\",\"until\":\"%s\"%s}".formatted(since, until, more);
    return server.api().post("/api/v1/stats/usage/app", body).require(202).path("id").asString();
  }

  private JsonNode finished(String id) {
    JsonNode task = background.over(id);
    assertThat(task.path("status").asString()).isEqualTo("finished");
    return task.path("data");
  }

  private static String entry(Shop of, int destinations) throws Exception {
    return "{\"appId\":\"%s\",\"appUid\":\"%s\",\"messageDestinations\":%d}"
        .formatted(of.get("").path("id").asString(), of.id, destinations);
  }

  @Test
  void messagesOfAStretchOfTimeAreCountedByApplication() throws Exception {
    eventType("b");
    Instant before = server.now();
    publish(shop, 1);
    String first = shop.webhook("");
    shop.webhook(",\"eventTypes\":[\"b\"]");
    publish(shop, 2);
    server.turn(Duration.ofHours(1));
    Instant middle = server.now();
    shop.webhook("");
    publish(shop, 3);
    shop.api().delete(shop.path("/endpoint/" + first)).require(204);
    try (Shop other = new Shop(server)) {
      other.webhook("");
      publish(other, 5);
      server.turn(Duration.ofSeconds(1));
      Instant end = server.now();
      assertThat(finished(count(before, end, "")).path("appStats").toString())
          .isEqualTo("[" + entry(shop, 8) + "," + entry(other, 5) + "]");
      assertThat(finished(count(before, middle, "")).path("appStats").toString())
          .isEqualTo("[" + entry(shop, 2) + "," + entry(other, 0) + "]");
      assertThat(finished(count(middle, end, "")).path("appStats").toString())
          .isEqualTo("[" + entry(shop, 6) + "," + entry(other, 5) + "]");
      String some = ",\"appIds\":[\"%s\",\"nobody\"]".formatted(other.id);
      assertThat(finished(count(before, end, some)).path("appStats").toString())
          .isEqualTo("[" + entry(other, 5) + "]");
    }
  }

  @Test
  void aLargeApplicationIsCountedInPiecesAndGoesOnAfterARestart() throws Exception {
    Instant since = server.now();
    shop.webhook(",\"throttleRate\":1");
    shop.webhook(",\"throttleRate\":1");
    for (int i = 0; i < 21; i++) {
      publish(shop, 1_000);
    }
    try (Shop other = new Shop(server)) {
      other.webhook("");
      publish(other, 5);
      server.turn(Duration.ofSeconds(1));
      interrupt("true");
      String stuck = count(since, server.now(), "");
      String doomed = count(since, server.now(), "");
      Awaitility.await()
          .atMost(Shop.SOON)
          .until(() -> database.number("select sum(count) from task") == 80_000);
      assertThat(background.task(stuck).at("/data/appStats").size()).isZero();
      assertThat(finished(aggregate()).path("event_types").size())
          .as("others are not held up")
          .isEqualTo(2);
      server.restart();
      assertThat(background.task(stuck).path("status").asString()).isEqualTo("running");
      interrupt("old.id = (select max(id) from task where kind = 4)");
      assertThat(finished(stuck).path("appStats").toString())
          .isEqualTo("[" + entry(shop, 42_000) + "," + entry(other, 5) + "]");
      shop.api().delete(shop.path("")).require(204);
      interrupt("false");
      assertThat(finished(doomed).path("appStats").toString())
          .as("an application that is deleted half-way leaves nothing behind")
          .isEqualTo("[" + entry(other, 5) + "]");
    }
  }

  /** From now on such tasks cannot note a second piece, as if the process died before it. */
  private void interrupt(String which) throws SQLException {
    database.execute(
        """
        create or replace function interrupted() returns trigger language plpgsql as $$
        begin
          if old.count > 0 and %s then
            raise exception 'interrupted';
          end if;
          return new;
        end $$;
        create or replace trigger interrupted before update on task
          for each row execute function interrupted()
        """
            .formatted(which));
  }

  private String aggregate() throws Exception {
    return server
        .api()
        .put("/api/v1/stats/usage/event-types", "")
        .require(202)
        .path("id")
        .asString();
  }

  @Test
  void whatEndpointsAskForIsListedByApplication() throws Exception {
    eventType("order.sent");
    eventType("order.paid");
    shop.webhook(",\"eventTypes\":[\"order.sent\",\"order.paid\"]");
    shop.webhook(",\"eventTypes\":[\"order.paid\"],\"disabled\":true");
    try (Shop other = new Shop(server)) {
      other.webhook("");
      assertThat(finished(aggregate()).path("event_types").toString())
          .isEqualTo(
              "[{\"appId\":\"%s\",\"explicitlySubscribedEventTypes\":[\"order.paid\",\"order.sent\"],\"hasCatchAllEndpoint\":false},{\"appId\":\"%s\",\"explicitlySubscribedEventTypes\":[],\"hasCatchAllEndpoint\":true}]"
                  .formatted(
                      shop.get("").path("id").asString(), other.get("").path("id").asString()));
    }
  }
}
