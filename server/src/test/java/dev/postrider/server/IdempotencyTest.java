package dev.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was answered is answered again, by whichever process has the database. */
final class IdempotencyTest {
  private static final String APP = "/api/v1/app";
  private static final String NAMED = "{\"name\":\"%s\"}";

  private final TurnedServer server = new TurnedServer(null);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersOutliveTheProcessAndLastForTwelveHours() throws Exception {
    JsonNode shop = server.api().post(APP, NAMED.formatted("one"), "k").require(201);
    String path = APP + "/" + shop.path("id").asString();
    String access = "/api/v1/auth/app-portal-access/" + shop.path("id").asString();
    JsonNode credential = server.api().post(path + "/credential", "{}", "k").require(201);
    JsonNode portal = server.api().post(access, "{}", "k").require(200);
    String batch = "{\"messages\":[{\"eventType\":\"a\",\"payload\":{}},7]}";
    JsonNode messages = server.api().post(path + "/msg/batch", batch, "k").require(200);
    JsonNode message =
        server.api().post(path + "/msg", "{\"eventType\":\"a\",\"payload\":{}}", "k").require(202);
    server.restart();
    server.turn(Duration.ofHours(11));
    assertThat(server.api().post(APP, NAMED.formatted("two"), "k").require(201)).isEqualTo(shop);
    assertThat(server.api().post(path + "/credential", "?", "k").require(201))
        .isEqualTo(credential);
    assertThat(server.api().post(access, "?", "k").require(200)).isEqualTo(portal);
    assertThat(server.api().post(path + "/msg/batch", "?", "k").require(200)).isEqualTo(messages);
    assertThat(server.api().post(path + "/msg", "?", "k").require(202)).isEqualTo(message);
    assertThat(server.api().all(APP)).hasSize(1);
    assertThat(server.api().all(path + "/msg")).hasSize(2);
    try (ApiClient owner = new ApiClient(server.url(), portal.path("token").asString())) {
      owner.get(path + "/endpoint").require(200);
    }
    server.turn(Duration.ofHours(2));
    server.api().post(APP, NAMED.formatted("two"), "k").require(201);
    assertThat(server.api().all(APP)).hasSize(2);
    server.api().post(path + "/msg", "?", "k").require(422);
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    for (int round = 0; round < 5; round++) {
      String name = NAMED.formatted(round);
      String key = "round " + round;
      List<Callable<JsonNode>> calls =
          Collections.nCopies(16, () -> server.api().post(APP, name, key).require(201));
      List<JsonNode> answers = new ArrayList<>();
      try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
        for (Future<JsonNode> call : threads.invokeAll(calls)) {
          answers.add(call.get());
        }
      }
      assertThat(answers).containsOnly(answers.getFirst());
    }
    assertThat(server.api().all(APP)).hasSize(5);
  }
}
