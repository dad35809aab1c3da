package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.TurnedServer;
import dev.postrider.testkit.Received;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Background tasks that are interrupted, come to nothing, or empty what is stored. */
final class TasksTest {
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

  private void publish(int count) throws Exception {
    String body = "{\"eventType\":\"a\",\"payload\":{\"n\":1}}";
    String batch = "{\"messages\":[" + (body + ",").repeat(count - 1) + body + "]}";
    shop.api().post(shop.path("/msg/batch"), batch).require(200);
  }

  private String replay(String endpoint) throws Exception {
    Instant since = server.now().minusSeconds(1);
    return background.begin(endpoint, "replay-missing", "{\"since\":\"" + since + "\"}");
  }

  /** From now on no task can note its second piece, as if the process always died before it. */
  private void interrupt() throws SQLException {
    database.execute(
        """
        create function interrupted() returns trigger language plpgsql as $$
        begin
          if old.count >= 500 then
            raise exception 'interrupted';
          end if;
          return new;
        end $$;
        create trigger interrupted before update on task
          for each row execute function interrupted()
        """);
  }

  private void goOn() throws SQLException {
    database.execute("drop trigger interrupted on task");
  }

  private long parked() throws SQLException {
    return database.number("select count(*) from parked");
  }

  @Test
  void aTaskGoesOnAfterARestartAndRepeatsNothing() throws Exception {
    publish(600);
    publish(600);
    String endpoint = shop.webhook("");
    interrupt();
    String id = replay(endpoint);
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 1_000);
    JsonNode half = background.task(id);
    assertThat(half.at("/data/messagesQueued").asInt()).isEqualTo(500);
    assertThat(half.at("/data/progress").asDouble()).isBetween(0.0, 0.999);
    server.restart();
    assertThat(background.task(id).path("status").asString()).isEqualTo("running");
    goOn();
    assertThat(background.over(id).path("status").asString()).isEqualTo("finished");
    assertThat(parked()).isEqualTo(1_200);
    server.turn(Duration.ofMillis(1));
    assertThat(shop.receiver.awaitCount(1_200, Shop.SOON.multipliedBy(3)))
        .extracting(Received::messageId)
        .doesNotHaveDuplicates();
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 0);
    assertThat(shop.receiver.received()).hasSize(1_200);
  }

  @Test
  void aTaskFailsWhenItsEndpointGoes() throws Exception {
    publish(600);
    publish(600);
    String endpoint = shop.webhook("");
    interrupt();
    String id = replay(endpoint);
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 1_000);
    shop.api().delete(shop.path("/endpoint/" + endpoint)).require(204);
    goOn();
    JsonNode task = background.over(id);
    assertThat(task.path("status").asString()).isEqualTo("failed");
    assertThat(task.at("/data/error").asString()).isEqualTo("the endpoint was deleted");
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 0);
  }

  @Test
  void aTaskFailsWhenItsEndpointIsDisabledAndCanBeAskedForAgain() throws Exception {
    publish(600);
    publish(600);
    String endpoint = shop.webhook("");
    interrupt();
    String id = replay(endpoint);
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 1_000);
    shop.api().patch(shop.path("/endpoint/" + endpoint), "{\"disabled\":true}").require(200);
    goOn();
    JsonNode task = background.over(id);
    assertThat(task.at("/data/error").asString()).isEqualTo("the endpoint was disabled");
    shop.api().patch(shop.path("/endpoint/" + endpoint), "{\"disabled\":false}").require(200);
    assertThat(background.over(replay(endpoint)).at("/data/messagesQueued").asInt()).isEqualTo(200);
    server.turn(Duration.ofMillis(1));
    assertThat(shop.receiver.awaitCount(1_200, Shop.SOON.multipliedBy(3)))
        .extracting(Received::messageId)
        .doesNotHaveDuplicates();
  }

  @Test
  void oneTaskDoesNotHoldUpAnother() throws Exception {
    publish(600);
    publish(600);
    String endpoint = shop.webhook("");
    interrupt();
    String stuck = replay(endpoint);
    Awaitility.await().atMost(Shop.SOON).until(() -> parked() == 1_000);
    String other = background.begin(endpoint, "recover", "{\"since\":\"" + server.now() + "\"}");
    assertThat(background.over(other).path("status").asString()).isEqualTo("finished");
    assertThat(background.task(stuck).path("status").asString()).isEqualTo("running");
    JsonNode running = server.api().get("/api/v1/background-task?status=running").require(200);
    assertThat(running.at("/data/0/id").asString()).isEqualTo(stuck);
    assertThat(running.path("data").size()).isEqualTo(1);
  }

  @Test
  void expungingEverythingIsATaskThatSurvivesARestart() throws Exception {
    publish(600);
    publish(600);
    interrupt();
    String id =
        shop.api()
            .post(shop.path("/msg/expunge-all-contents"), "")
            .require(200)
            .path("id")
            .asString();
    Awaitility.await().atMost(Shop.SOON).until(() -> emptied() == 1_000);
    server.restart();
    String later = shop.message("\"payload\":{\"n\":2}");
    goOn();
    JsonNode task = background.over(id);
    assertThat(task.path("status").asString()).isEqualTo("finished");
    assertThat(task.path("task").asString()).isEqualTo("application.purge_content");
    assertThat(emptied()).isEqualTo(1_200);
    assertThat(shop.get("/msg/" + later).at("/payload/n").asInt()).isEqualTo(2);
  }

  private long emptied() throws SQLException {
    return database.number("select count(*) from message where payload is null");
  }
}
