package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.BackgroundTaskListOptions;
import com.svix.models.BackgroundTaskOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.BackgroundTaskType;
import com.svix.models.BulkReplayIn;
import com.svix.models.EndpointIn;
import com.svix.models.ListResponseBackgroundTaskOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageStatus;
import com.svix.models.Ordering;
import com.svix.models.RecoverIn;
import com.svix.models.RecoverOut;
import com.svix.models.ReplayIn;
import com.svix.models.ReplayOut;
import com.svix.models.StatusCodeClass;
import dev.postrider.testkit.Answer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Messages that are sent again, and the tasks that do it, by the official Java SDK. */
final class JavaTasksTest extends JavaJudge {
  private final OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1);

  private String endpoint() throws Exception {
    return svix.getEndpoint().create(app, new EndpointIn().url(URI.create(receiver.url()))).getId();
  }

  private String message(String type) throws Exception {
    return svix.getMessage().create(app, new MessageIn().eventType(type).payload("{}")).getId();
  }

  private String message() throws Exception {
    return message("order.paid");
  }

  /** A message that failed for good, because its endpoint is tried once. */
  private String failed(String endpoint) throws Exception {
    String path = "/api/v1/app/%s/endpoint/%s".formatted(app, endpoint);
    assertThat(call("PATCH", path, "{\"policy\":{\"retry\":{\"delays\":[]}}}").statusCode())
        .isEqualTo(200);
    receiver.answer(_ -> Answer.status(500));
    String id = message();
    attempts(id, 1);
    receiver.answer(_ -> Answer.status(200));
    return id;
  }

  private BackgroundTaskOut over(String id) throws Exception {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> svix.getBackgroundTask().get(id).getStatus() != BackgroundTaskStatus.RUNNING);
    return svix.getBackgroundTask().get(id);
  }

  private static int queued(BackgroundTaskOut task) {
    return task.getData() instanceof Map<?, ?> data
            && data.get("messagesQueued") instanceof Integer count
        ? count
        : -1;
  }

  @Test
  void whatFailedIsRecovered() throws Exception {
    String endpoint = endpoint();
    String id = failed(endpoint);
    RecoverOut begun = svix.getEndpoint().recover(app, endpoint, new RecoverIn().since(since));
    assertThat(begun.getStatus()).isEqualTo(BackgroundTaskStatus.RUNNING);
    assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_RECOVER);
    BackgroundTaskOut task = over(begun.getId());
    assertThat(task.getStatus()).isEqualTo(BackgroundTaskStatus.FINISHED);
    assertThat(task.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_RECOVER);
    assertThat(task.getData())
        .isEqualTo(
            Map.of(
                "appId",
                svix.getApplication().get(app).getId(),
                "endpointId",
                endpoint,
                "messagesQueued",
                1,
                "progress",
                1.0));
    assertThat(attempts(id, 2).getFirst().getStatus()).isEqualTo(MessageStatus.SUCCESS);
    RecoverIn backwards = new RecoverIn().since(since).until(since.minusSeconds(1));
    assertThat(refused(() -> svix.getEndpoint().recover(app, endpoint, backwards)).getCode())
        .isEqualTo(422);
    RecoverIn longAgo = new RecoverIn().since(since.minusDays(15));
    assertThat(refused(() -> svix.getEndpoint().recover(app, endpoint, longAgo)).getCode())
        .isEqualTo(422);
  }

  @Test
  void whatAnEndpointHasMissedIsReplayed() throws Exception {
    String id = message();
    String endpoint = endpoint();
    ReplayOut begun = svix.getEndpoint().replayMissing(app, endpoint, new ReplayIn().since(since));
    assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_REPLAY);
    assertThat(queued(over(begun.getId()))).isEqualTo(1);
    assertThat(received(1).messageId()).isEqualTo(id);
    assertThat(attempts(id, 1).getFirst().getEndpointId()).isEqualTo(endpoint);
    assertThat(svix.getMessageAttempt().listAttemptedDestinations(app, id).getData())
        .extracting(destination -> destination.getId())
        .containsExactly(endpoint);
  }

  @Test
  void whatIsSettledIsReplayedAsItIsWanted() throws Exception {
    String endpoint = endpoint();
    String paid = message("order.paid");
    attempts(paid, 1);
    String sent = message("order.sent");
    attempts(sent, 1);
    assertThat(replayed(endpoint, in -> in.setStatus(MessageStatus.FAIL))).isEqualTo(0);
    assertThat(replayed(endpoint, in -> in.setChannel("north"))).isEqualTo(0);
    assertThat(replayed(endpoint, in -> in.setTag("vip"))).isEqualTo(0);
    assertThat(replayed(endpoint, in -> in.setStatusCodeClass(StatusCodeClass.CODE5XX)))
        .isEqualTo(0);
    assertThat(
            replayed(
                endpoint,
                in -> {
                  in.setEventTypes(Set.of("order.sent"));
                  in.setStatus(MessageStatus.SUCCESS);
                  in.setStatusCodeClass(StatusCodeClass.CODE2XX);
                }))
        .isEqualTo(1);
    attempts(sent, 2);
    assertThat(attempts(paid, 1)).hasSize(1);
  }

  private int replayed(String endpoint, Consumer<BulkReplayIn> filter) throws Exception {
    BulkReplayIn in = new BulkReplayIn().since(since);
    filter.accept(in);
    ReplayOut begun = svix.getEndpoint().bulkReplay(app, endpoint, in);
    assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.ENDPOINT_BULK_REPLAY);
    return queued(over(begun.getId()));
  }

  @Test
  void tasksAreListedAndFound() throws Exception {
    String endpoint = endpoint();
    String recover =
        svix.getEndpoint().recover(app, endpoint, new RecoverIn().since(since)).getId();
    String replay =
        svix.getEndpoint().replayMissing(app, endpoint, new ReplayIn().since(since)).getId();
    String expunge = app + "/msg/expunge-all-contents";
    assertThat(call("POST", "/api/v1/app/" + expunge, "").statusCode()).isEqualTo(200);
    over(recover);
    over(replay);
    ListResponseBackgroundTaskOut all = svix.getBackgroundTask().list();
    assertThat(all.getData()).extracting(BackgroundTaskOut::getId).contains(recover, replay);
    assertThat(all.getData())
        .extracting(BackgroundTaskOut::getTask)
        .contains(BackgroundTaskType.APPLICATION_PURGE_CONTENT);
    assertThat(ids(options -> options.setTask(BackgroundTaskType.ENDPOINT_RECOVER)))
        .contains(recover)
        .doesNotContain(replay);
    assertThat(ids(options -> options.setTask(BackgroundTaskType.SDK_GENERATE))).isEmpty();
    assertThat(ids(options -> options.setStatus(BackgroundTaskStatus.FINISHED)))
        .contains(recover, replay);
    assertThat(ids(options -> options.setStatus(BackgroundTaskStatus.FAILED))).isEmpty();
    List<String> upwards = ids(options -> options.setOrder(Ordering.ASCENDING));
    assertThat(upwards).isSorted().contains(recover);
    List<String> first = ids(options -> options.setLimit(1L));
    assertThat(first).hasSize(1);
    assertThat(
            ids(options -> {
              options.setLimit(1L);
              options.setIterator(first.getFirst());
            }))
        .containsExactly(upwards.get(upwards.indexOf(first.getFirst()) - 1));
    assertThat(refused(() -> svix.getBackgroundTask().get("qtask_none")).getCode()).isEqualTo(404);
  }

  private List<String> ids(Consumer<BackgroundTaskListOptions> filter) throws Exception {
    BackgroundTaskListOptions options = new BackgroundTaskListOptions();
    filter.accept(options);
    return svix.getBackgroundTask().list(options).getData().stream()
        .map(BackgroundTaskOut::getId)
        .toList();
  }
}
