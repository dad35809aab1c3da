package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.EndpointGetStatsOptions;
import com.svix.api.MessageAttemptListAttemptedMessagesOptions;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointMessageOut;
import com.svix.models.EndpointStats;
import com.svix.models.EventExampleIn;
import com.svix.models.EventTypeIn;
import com.svix.models.ListResponseEndpointMessageOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import com.svix.models.MessageStatus;
import com.svix.models.MessageStatusText;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What went to an endpoint, counted and listed, and examples for it, by the official Java SDK. */
final class JavaEndpointReadsTest extends JavaJudge {

  @BeforeEach
  void endpoint() throws Exception {
    receiver.answer(request ->
        request.body().text().contains("bad")
            ? Answer.status(500, "sorry")
            : Answer.status(200, "thanks"));
    svix.getEndpoint()
        .create(app, new EndpointIn().url(URI.create(receiver.url("127.0.0.1", "/"))).uid("ep"));
  }

  private String send(String type, String payload) throws Exception {
    return svix.getMessage()
        .create(
            app,
            new MessageIn()
                .eventType(type)
                .channels(Set.of("of." + type))
                .tags(Set.of("t." + type))
                .payload(payload))
        .getId();
  }

  @Test
  void messagesAreCountedWhereTheyStand() throws Exception {
    send("a", "{\"good\":1}");
    send("a", "{\"good\":2}");
    String failing = send("a", "{\"bad\":1}");
    EndpointStats stats =
        Awaitility.await()
            .atMost(SOON)
            .until(
                () -> svix.getEndpoint().getStats(app, "ep"),
                s -> s.getSuccess() == 2 && s.getSending() == 1);
    assertThat(stats.getPending()).isZero();
    assertThat(stats.getFail()).isZero();
    assertThat(stats.getCanceled()).isZero();
    call("POST", "/api/v1/app/" + app + "/msg/" + failing + "/cancel", "");
    assertThat(svix.getEndpoint().getStats(app, "ep").getCanceled()).isEqualTo(1);
    EndpointGetStatsOptions later = new EndpointGetStatsOptions();
    later.setSince(OffsetDateTime.now(ZoneOffset.UTC).minusDays(3));
    later.setUntil(OffsetDateTime.now(ZoneOffset.UTC).minusDays(2));
    assertThat(svix.getEndpoint().getStats(app, "ep", later).getSuccess()).isZero();
    later.setSince(OffsetDateTime.now(ZoneOffset.UTC).minusDays(40));
    assertThat(refused(() -> svix.getEndpoint().getStats(app, "ep", later)).getCode())
        .isEqualTo(400);
  }

  @Test
  void attemptedMessagesAreListedAndFiltered() throws Exception {
    String good = send("a", "{\"good\":1}");
    String bad = send("b", "{\"bad\":1}");
    attempts(good, 1);
    attempts(bad, 1);
    EndpointMessageOut taken = listed(o -> o.setStatus(MessageStatus.SUCCESS)).getFirst();
    assertThat(taken.getId()).isEqualTo(good);
    assertThat(taken.getStatusText()).isEqualTo(MessageStatusText.SUCCESS);
    assertThat(taken.getNextAttempt()).isNull();
    assertThat(taken.getPayload()).isEqualTo(Map.of("good", 1));
    EndpointMessageOut failed =
        Awaitility.await()
            .atMost(SOON)
            .until(() -> listed(o -> o.setStatus(MessageStatus.SENDING)), l -> l.size() == 1)
            .getFirst();
    assertThat(failed.getId()).isEqualTo(bad);
    assertThat(failed.getNextAttempt()).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
    assertThat(ids(o -> o.setChannel("of.a"))).containsExactly(good);
    assertThat(ids(o -> o.setTag("t.b"))).containsExactly(bad);
    assertThat(ids(o -> o.setEventTypes(Set.of("a", "b")))).containsExactly(bad, good);
    assertThat(ids(o -> o.setStatus(MessageStatus.FAIL))).isEmpty();
    assertThat(ids(o -> o.setBefore(OffsetDateTime.now(ZoneOffset.UTC).minusHours(1)))).isEmpty();
    MessageAttemptListAttemptedMessagesOptions options =
        new MessageAttemptListAttemptedMessagesOptions();
    options.setLimit(1L);
    ListResponseEndpointMessageOut page =
        svix.getMessageAttempt().listAttemptedMessages(app, "ep", options);
    assertThat(page.getDone()).isFalse();
    options.setIterator(page.getIterator());
    assertThat(svix.getMessageAttempt().listAttemptedMessages(app, "ep", options).getData())
        .extracting(EndpointMessageOut::getId)
        .containsExactly(good);
  }

  private List<EndpointMessageOut> listed(
      Consumer<MessageAttemptListAttemptedMessagesOptions> filter) throws Exception {
    MessageAttemptListAttemptedMessagesOptions options =
        new MessageAttemptListAttemptedMessagesOptions();
    options.setWithContent(true);
    filter.accept(options);
    return svix.getMessageAttempt().listAttemptedMessages(app, "ep", options).getData();
  }

  private List<String> ids(Consumer<MessageAttemptListAttemptedMessagesOptions> filter)
      throws Exception {
    return listed(filter).stream().map(EndpointMessageOut::getId).toList();
  }

  @Test
  void examplesAreSent() throws Exception {
    String type = fresh("type");
    svix.getEventType()
        .create(
            new EventTypeIn()
                .name(type)
                .description("d")
                .schemas(Map.of("1", Map.of("examples", List.of(Map.of("n", 7))))));
    MessageOut example =
        svix.getEndpoint().sendExample(app, "ep", new EventExampleIn().eventType(type));
    assertThat(example.getEventType()).isEqualTo(type);
    Received received = received(1);
    assertThat(received.body().text()).isEqualTo("{\"n\":7}");
    svix.getEndpoint().sendExample(app, "ep", new EventExampleIn().eventType("svix.ping"));
    assertThat(received(2).body().text()).isEqualTo("{\"success\":true}");
    EventExampleIn unknown = new EventExampleIn().eventType(fresh("none"));
    assertThat(refused(() -> svix.getEndpoint().sendExample(app, "ep", unknown)).getCode())
        .isEqualTo(404);
    EventExampleIn without = new EventExampleIn().eventType(eventType());
    assertThat(refused(() -> svix.getEndpoint().sendExample(app, "ep", without)).getCode())
        .isEqualTo(400);
  }
}
