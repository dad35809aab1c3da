package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.svix.models.AggregateEventTypesOut;
import com.svix.models.AppUsageStatsIn;
import com.svix.models.AppUsageStatsOut;
import com.svix.models.BackgroundTaskStatus;
import com.svix.models.BackgroundTaskType;
import com.svix.models.EndpointIn;
import com.svix.models.MessageIn;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Usage statistics by the official Java SDK. */
final class JavaStatisticsTest extends JavaJudge {
  private final OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1);

  /** What a task has found as soon as it is over. */
  private List<?> found(String id, String member) throws Exception {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> svix.getBackgroundTask().get(id).getStatus() == BackgroundTaskStatus.FINISHED);
    return svix.getBackgroundTask().get(id).getData() instanceof Map<?, ?> data
            && data.get(member) instanceof List<?> found
        ? found
        : List.of();
  }

  private AppUsageStatsIn lately() {
    return new AppUsageStatsIn().since(since).until(since.plusMinutes(10));
  }

  @Test
  void messagesAreCountedByApplication() throws Exception {
    svix.getEndpoint().create(app, new EndpointIn().url(HOOK));
    svix.getMessage().create(app, new MessageIn().eventType("order.paid").payload("{}"));
    svix.getMessage().create(app, new MessageIn().eventType("order.sent").payload("{}"));
    AppUsageStatsOut begun =
        svix.getStatistics().aggregateAppStats(lately().appIds(Set.of(app, "nobody")));
    assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.APPLICATION_STATS);
    assertThat(begun.getUnresolvedAppIds()).containsExactly("nobody");
    Map<String, Object> expected =
        Map.of(
            "appId",
            svix.getApplication().get(app).getId(),
            "appUid",
            app,
            "messageDestinations",
            2);
    assertThat(found(begun.getId(), "appStats")).isEqualTo(List.of(expected));
    AppUsageStatsOut all = svix.getStatistics().aggregateAppStats(lately());
    assertThat(all.getUnresolvedAppIds()).isEmpty();
    assertThat(found(all.getId(), "appStats").contains(expected)).isTrue();
    AppUsageStatsIn backwards = lately().until(since.minusSeconds(1));
    assertThat(refused(() -> svix.getStatistics().aggregateAppStats(backwards)).getCode())
        .isEqualTo(422);
    AppUsageStatsIn nobody = lately().appIds(Set.of("nobody"));
    assertThat(refused(() -> svix.getStatistics().aggregateAppStats(nobody)).getCode())
        .isEqualTo(422);
  }

  @Test
  void whatEndpointsAskForIsListedByApplication() throws Exception {
    String type = eventType();
    svix.getEndpoint().create(app, new EndpointIn().url(HOOK).filterTypes(Set.of(type)));
    // The SDK makes a PUT without a body, which its own HTTP client refuses to send.
    assertThatThrownBy(() -> svix.getStatistics().aggregateEventTypes())
        .hasMessage("method PUT must have a request body.");
    HttpResponse<String> answer = call("PUT", "/api/v1/stats/usage/event-types", "");
    assertThat(answer.statusCode()).isEqualTo(202);
    AggregateEventTypesOut begun = AggregateEventTypesOut.fromJson(answer.body());
    assertThat(begun.getTask()).isEqualTo(BackgroundTaskType.EVENT_TYPE_AGGREGATE);
    Map<String, Object> expected =
        Map.of(
            "appId",
            svix.getApplication().get(app).getId(),
            "explicitlySubscribedEventTypes",
            List.of(type),
            "hasCatchAllEndpoint",
            false);
    assertThat(found(begun.getId(), "event_types").contains(expected)).isTrue();
  }
}
