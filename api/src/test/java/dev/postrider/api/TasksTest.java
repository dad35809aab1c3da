package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.message.EndpointId;
import dev.postrider.message.Keys;
import dev.postrider.message.MessageId;
import dev.postrider.message.TaskId;
import dev.postrider.record.Entry;
import dev.postrider.task.Task;
import dev.postrider.task.Tasks;
import dev.postrider.task.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Background tasks as they are asked for and looked at; nobody works on them here. */
final class TasksTest {
  private static final String SINCE = "{\"since\":\"2026-02-20T00:00:00Z\"}";

  private static final String SINCE_UNTIL =
      "{\"since\":\"2026-02-20T00:00:00Z\",\"until\":\"2026-02-21T00:00:00Z\"}";

  private final TestApi api = new TestApi();
  private String app;
  private String ep;
  private String endpoint;

  @BeforeEach
  void endpoint() {
    app = api.application();
    ep = api.endpoint(app);
    endpoint = "/app/" + app + "/endpoint/" + ep;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private Task task(Reply reply) {
    TaskId id = TaskId.parse(reply.at("/id")).orElseThrow();
    return api.tasks.find(Tokens.DEFAULT_ORGANISATION, id).orElseThrow();
  }

  private EndpointId id() {
    return EndpointId.parse(ep).orElseThrow();
  }

  @Test
  void recoverBeginsATask() {
    Reply reply = api.post(endpoint + "/recover", SINCE);
    assertThat(reply.status()).isEqualTo(202);
    Task task = task(reply);
    assertThat(reply.text())
        .isEqualTo(
            "{\"id\":\"%s\",\"status\":\"running\",\"task\":\"endpoint.recover\",\"updatedAt\":\"2026-03-01T12:00:00.123456Z\"}"
                .formatted(task.id()));
    assertThat(task.work()).isEqualTo(new Work.Recover(id()));
    assertThat(task.progress().reached())
        .isEqualTo(new MessageId(Keys.floorOf(Instant.parse("2026-02-20T00:00:00Z")) - 1));
    assertThat(task.last().value()).isEqualTo(task.id().value());
  }

  @Test
  void aPortalSeesTasksOfItsApplicationAndOfNoOther() {
    String id = api.post(endpoint + "/recover", SINCE).at("/id");
    String[] portal = portal(app);
    Reply own = api.call("GET", "/app/" + app + "/background-task/" + id, null, portal);
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.at("/data/appId")).isEqualTo(app);
    assertThat(api.get("/app/" + app + "/background-task/" + id).json()).isEqualTo(own.json());
    assertThat(api.call("GET", "/background-task/" + id, null, portal).status()).isEqualTo(403);

    String other = api.application();
    String[] others = portal(other);
    for (String path : List.of("/app/" + app, "/app/" + other)) {
      Reply hidden = api.call("GET", path + "/background-task/" + id, null, others);
      assertThat(hidden.status()).as(path).isEqualTo(404);
    }
    assertThat(api.get("/app/" + other + "/background-task/" + id).status()).isEqualTo(404);
    String statistic = api.post("/stats/usage/app", SINCE_UNTIL).at("/id");
    assertThat(statistic).isNotEmpty();
    assertThat(api.get("/app/" + app + "/background-task/" + statistic).status()).isEqualTo(404);
    assertThat(api.get("/background-task/" + statistic).status()).isEqualTo(200);
  }

  private String[] portal(String application) {
    String token = api.post("/auth/app-portal-access/" + application, "{}").at("/token");
    return new String[] {"Authorization", "Bearer " + token};
  }

  @Test
  void aRangeMayEndBeforeNowInAnyZone() {
    Reply reply =
        api.post(
            endpoint + "/recover",
            "{\"since\":\"2026-02-20T01:00:00+01:00\",\"until\":\"2026-02-21T00:00:00Z\"}");
    assertThat(task(reply).last())
        .isEqualTo(new MessageId(Keys.floorOf(Instant.parse("2026-02-21T00:00:00.000001Z")) - 1));
    String now = api.now.get().toString();
    assertThat(
            api.post(
                    endpoint + "/recover", "{\"since\":\"%1$s\",\"until\":\"%1$s\"}".formatted(now))
                .status())
        .isEqualTo(202);
  }

  @Test
  void recoverReachesBackTwoWeeksAndALittle() {
    Instant oldest = api.now.get().minus(Duration.ofDays(14).plusMinutes(5));
    assertThat(api.post(endpoint + "/recover", "{\"since\":\"" + oldest + "\"}").status())
        .isEqualTo(202);
    String tooOld = "{\"since\":\"" + oldest.minusNanos(1_000) + "\"}";
    Reply reply = api.post(endpoint + "/recover", tooOld);
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.at("/detail/0/loc/1")).isEqualTo("since");
    assertThat(api.post(endpoint + "/replay-missing", tooOld).status()).isEqualTo(202);
    assertThat(api.post(endpoint + "/bulk-replay", tooOld).status()).isEqualTo(202);
  }

  @Test
  void replayMissingBeginsATask() {
    Reply reply = api.post(endpoint + "/replay-missing", SINCE);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.at("/task")).isEqualTo("endpoint.replay");
    assertThat(task(reply).work()).isEqualTo(new Work.ReplayMissing(id()));
  }

  @Test
  void bulkReplayBeginsATaskWithItsFilters() {
    Reply all = api.post(endpoint + "/bulk-replay", SINCE);
    assertThat(all.at("/task")).isEqualTo("endpoint.bulk-replay");
    assertThat(task(all).work()).isEqualTo(new Work.BulkReplay(id(), Work.Wanted.ANY));
    Reply some =
        api.post(
            endpoint + "/bulk-replay",
            """
            {"since": "2026-02-20T00:00:00Z", "eventTypes": ["a", "b"], "channel": "north",
             "tag": "vip", "status": 2, "statusCodeClass": 500}\
            """);
    assertThat(task(some).work())
        .isEqualTo(
            new Work.BulkReplay(
                id(),
                new Work.Wanted(
                    Set.of("a", "b"),
                    "north",
                    "vip",
                    Set.of(Entry.State.DISCARDED, Entry.State.CANCELLED),
                    500)));
    assertThat(states(0)).containsExactly(Entry.State.DELIVERED);
    assertThat(states(4)).containsExactly(Entry.State.CANCELLED);
  }

  private Set<Entry.State> states(int status) {
    Reply reply =
        api.post(
            endpoint + "/bulk-replay",
            "{\"since\":\"2026-02-20T00:00:00Z\",\"status\":%d}".formatted(status));
    return ((Work.BulkReplay) task(reply).work()).wanted().states();
  }

  @Test
  void nothingBeginsAtADisabledEndpoint() {
    api.patch(endpoint, "{\"disabled\":true}");
    for (String what : List.of("/recover", "/replay-missing", "/bulk-replay")) {
      Reply reply = api.post(endpoint + what, SINCE);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.at("/code")).isEqualTo("endpoint_disabled");
    }
    assertThat(ids("")).isEmpty();
  }

  @Test
  void anApplicationHasOnlySoManyRunning() {
    for (int i = 0; i < Tasks.MOST_RUNNING_OF_ONE; i++) {
      assertThat(api.post(endpoint + "/recover", SINCE).status()).isEqualTo(202);
    }
    Reply refused = api.post(endpoint + "/recover", SINCE);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.at("/detail"))
        .contains("100, of which 20 of one application and 20 statistics");
    assertThat(refused.http().headers().firstValue("retry-after")).hasValue("60");
    assertThat(api.post("/app/" + app + "/msg/expunge-all-contents", "").status()).isEqualTo(429);
  }

  @Test
  void aTaskTellsHowFarItIs() {
    Task task = task(api.post(endpoint + "/recover", SINCE));
    api.tasks.advance(task.id(), new MessageId(5), 7);
    JsonNode running = api.get("/background-task/" + task.id()).json();
    assertThat(running.at("/data").toString())
        .isEqualTo(
            "{\"appId\":\"%s\",\"endpointId\":\"%s\",\"messagesQueued\":7,\"progress\":0.0}"
                .formatted(app, ep));
    assertThat(running.at("/status").asString()).isEqualTo("running");
    assertThat(running.propertyNames())
        .containsExactlyInAnyOrder("data", "id", "status", "task", "updatedAt");
    api.now.set(api.now.get().plusSeconds(1));
    api.tasks.fail(task.id(), "the endpoint was deleted");
    Reply failed = api.get("/background-task/" + task.id());
    assertThat(failed.at("/status")).isEqualTo("failed");
    assertThat(failed.at("/data/error")).isEqualTo("the endpoint was deleted");
    assertThat(failed.at("/updatedAt")).isEqualTo("2026-03-01T12:00:01.123456Z");
    Task purge = task(api.post("/app/" + app + "/msg/expunge-all-contents", ""));
    api.tasks.advance(purge.id(), new MessageId(5), 3);
    api.tasks.finish(purge.id());
    Reply finished = api.get("/background-task/" + purge.id());
    assertThat(finished.at("/task")).isEqualTo("application.purge_content");
    assertThat(finished.at("/status")).isEqualTo("finished");
    assertThat(finished.json().at("/data").toString())
        .isEqualTo("{\"appId\":\"%s\",\"messagesExpunged\":3,\"progress\":1.0}".formatted(app));
  }

  @Test
  void anotherOrganisationSeesNothingOfIt() {
    String id = api.post(endpoint + "/recover", SINCE).at("/id");
    api.token = api.tokens.mint("org_other", Duration.ofDays(1));
    assertThat(api.get("/background-task/" + id).status()).isEqualTo(404);
    assertThat(ids("")).isEmpty();
    assertThat(api.post(endpoint + "/recover", SINCE).status()).isEqualTo(404);
  }

  @Test
  void aPreviewCountsAndBeginsNothing() {
    String disabled = "{\"url\":\"https://example.com/\",\"disabled\":true}";
    String message = "{\"eventType\":\"a\",\"payload\":{}}";
    String other = api.application();
    String late = "/app/" + other + "/endpoint/";
    for (int i = 0; i < 3; i++) {
      api.post("/app/" + other + "/msg", message);
    }
    late += api.endpoint(other);
    Reply missing = api.post(late + "/replay-missing/preview", SINCE);
    assertThat(missing.status()).isEqualTo(200);
    assertThat(missing.text()).isEqualTo("{\"messages\":3,\"exact\":true,\"countedUntil\":null}");
    assertThat(api.post(late + "/recover/preview", SINCE).json().at("/messages").asInt()).isZero();
    assertThat(api.post(late + "/bulk-replay/preview", SINCE).json().at("/messages").asInt())
        .isZero();
    assertThat(ids("")).isEmpty();
    String off = api.post("/app/" + other + "/endpoint", disabled).at("/id");
    Reply refused = api.post("/app/" + other + "/endpoint/" + off + "/recover/preview", SINCE);
    assertThat(refused.at("/code")).isEqualTo("endpoint_disabled");
  }

  @Test
  void aTaskTellsHowMuchOfItsTimeItHasLookedAt() {
    api.now.updateAndGet(now -> now.plus(Duration.ofDays(2)));
    api.token = api.tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(9));
    Task task = task(api.post(endpoint + "/recover", SINCE));
    String path = "/background-task/" + task.id();
    assertThat(api.get(path).json().at("/data/progress").asDouble()).isZero();
    // No message is older than the application, however early the range begins.
    Instant begun = api.now.get();
    api.tasks.advance(task.id(), new MessageId(Keys.floorOf(begun.minus(Duration.ofHours(12)))), 7);
    assertThat(api.get(path).json().at("/data/progress").asDouble()).isEqualTo(0.75);
    assertThat(api.get("/background-task").json().at("/data/0/data/progress").asDouble())
        .isEqualTo(0.75);
    api.tasks.finish(task.id());
    assertThat(api.get(path).json().at("/data/progress").asDouble()).isEqualTo(1);
  }

  @Test
  void aPortalMayBeginThemForItsOwnApplicationAndSeesNone() {
    String body = "{\"capabilities\":[\"ViewBase\",\"CreateAttempts\"]}";
    String token = api.post("/auth/app-portal-access/" + app, body).at("/token");
    String other = api.application();
    String foreign = "/app/" + other + "/endpoint/" + api.endpoint(other) + "/recover";
    String reading = api.post("/auth/app-portal-access/" + app, "{\"readOnly\":true}").at("/token");
    api.token = token;
    for (String what : List.of("/recover", "/replay-missing", "/bulk-replay")) {
      assertThat(api.post(endpoint + what + "/preview", SINCE).status()).isEqualTo(200);
      assertThat(api.post(endpoint + what, SINCE).status()).isEqualTo(202);
    }
    assertThat(api.post(foreign, SINCE).status()).isEqualTo(404);
    assertThat(api.get("/background-task").status()).isEqualTo(403);
    api.token = reading;
    assertThat(api.post(endpoint + "/recover", SINCE).status()).isEqualTo(403);
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    api.get("/background-task" + query)
        .json()
        .at("/data")
        .forEach(t -> ids.add(t.at("/id").asString()));
    return ids;
  }

  @Test
  void areListedNewestFirstByStatusAndKind() {
    String recover = api.post(endpoint + "/recover", SINCE).at("/id");
    String replay = api.post(endpoint + "/replay-missing", SINCE).at("/id");
    String bulk = api.post(endpoint + "/bulk-replay", SINCE).at("/id");
    String purge = api.post("/app/" + app + "/msg/expunge-all-contents", "").at("/id");
    api.tasks.finish(TaskId.parse(replay).orElseThrow());
    api.tasks.fail(TaskId.parse(bulk).orElseThrow(), "why");
    assertThat(ids("")).containsExactly(purge, bulk, replay, recover);
    assertThat(ids("?order=ascending")).containsExactly(recover, replay, bulk, purge);
    assertThat(ids("?status=running")).containsExactly(purge, recover);
    assertThat(ids("?status=finished")).containsExactly(replay);
    assertThat(ids("?status=failed&task=endpoint.bulk-replay")).containsExactly(bulk);
    assertThat(ids("?status=failed&task=endpoint.recover")).isEmpty();
    assertThat(ids("?task=endpoint.replay")).containsExactly(replay);
    assertThat(ids("?task=application.purge_content")).containsExactly(purge);
    assertThat(ids("?task=sdk.generate")).isEmpty();
    JsonNode page = api.get("/background-task?limit=3").json();
    assertThat(page.at("/done").asBoolean()).isFalse();
    assertThat(page.at("/iterator").asString()).isEqualTo(replay);
    assertThat(ids("?limit=3&iterator=" + replay)).containsExactly(recover);
    assertThat(ids("?limit=3&iterator=-" + recover)).containsExactly(purge, bulk, replay);
    assertThat(ids("?order=ascending&limit=2&iterator=" + replay)).containsExactly(bulk, purge);
  }
}
