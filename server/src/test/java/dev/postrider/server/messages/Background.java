package dev.postrider.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.ApiClient.Answer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Background tasks as the owner of a shop asks for them. */
record Background(Shop shop) {

  /** Asks for messages to be sent to an endpoint again; the task's id. */
  String begin(String endpoint, String what, String body) throws Exception {
    Answer answer = shop.api().post(shop.path("/endpoint/" + endpoint + "/" + what), body);
    return answer.require(202).path("id").asString();
  }

  JsonNode task(String id) throws Exception {
    return shop.api().get("/api/v1/background-task/" + id).require(200);
  }

  /** The task as soon as it is over. */
  JsonNode over(String id) {
    return Awaitility.await()
        .atMost(Shop.SOON.multipliedBy(2))
        .until(() -> task(id), task -> !task.path("status").asString().equals("running"));
  }

  /** How many messages were queued by a task that finishes: as many as its preview said. */
  int queued(String endpoint, String what, String body) throws Exception {
    String path = shop.path("/endpoint/" + endpoint + "/" + what + "/preview");
    JsonNode preview = shop.api().post(path, body).require(200);
    JsonNode task = over(begin(endpoint, what, body));
    if (!task.path("status").asString().equals("finished")) {
      throw new AssertionError("not finished: " + task);
    }
    int queued = task.at("/data/messagesQueued").asInt();
    assertThat(preview.path("exact").asBoolean()).isTrue();
    assertThat(preview.path("messages").asInt()).isEqualTo(queued);
    assertThat(task.at("/data/progress").asDouble()).isEqualTo(1);
    return queued;
  }
}
