package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.Message;
import com.svix.api.MessageCreateOptions;
import com.svix.api.MessageGetOptions;
import com.svix.api.MessageListOptions;
import com.svix.models.EndpointIn;
import com.svix.models.EndpointOut;
import com.svix.models.ListResponseMessageOut;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageAttemptTriggerType;
import com.svix.models.MessageIn;
import com.svix.models.MessageOut;
import com.svix.models.MessagePrecheckIn;
import com.svix.models.MessageStatus;
import dev.postrider.testkit.Answer;
import dev.postrider.testkit.Received;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Messages, by the official Java SDK. */
final class JavaMessagesTest extends JavaJudge {

  @Test
  void aMessageGoesAllTheWayAndIsSentAgain() throws Exception {
    String type = eventType();
    EndpointOut endpoint = endpoint(new EndpointIn().filterTypes(Set.of(type)));
    receiver.answer(_ -> Answer.status(503, "closed"));
    String payload = "{\"user\": \"ü\",  \"n\": 1.50}";
    MessageOut message =
        svix.getMessage()
            .create(app, new MessageIn().eventType(type).eventId("e-1").payload(payload));
    Received first = received(1);
    assertThat(first.body().text()).isEqualTo(payload);
    assertThat(first.header("content-type")).contains("application/json");
    assertThat(attempts(message.getId(), 1).getFirst().getStatus()).isEqualTo(MessageStatus.FAIL);
    receiver.answer(_ -> Answer.status(200, "open"));
    resend(app, message.getId(), endpoint.getId());
    Received second = received(2);
    assertThat(second.body().text()).isEqualTo(payload);
    assertThat(second.messageId()).isEqualTo(message.getId());
    MessageAttemptOut manual = attempts(message.getId(), 2).getFirst();
    assertThat(manual.getStatus()).isEqualTo(MessageStatus.SUCCESS);
    assertThat(manual.getTriggerType()).isEqualTo(MessageAttemptTriggerType.MANUAL);
    assertThat(manual.getResponse()).isEqualTo("open");
  }

  @Test
  void isReadByIdAndByEventIdWithItsPayloadOrWithout() throws Exception {
    MessageOut message = create(in -> in.eventId("e-1").payload("{\"n\":1}"));
    assertThat(svix.getMessage().get(app, message.getId()).getPayload()).isEqualTo(Map.of("n", 1));
    assertThat(svix.getMessage().get(app, "e-1").getId()).isEqualTo(message.getId());
    MessageGetOptions brief = new MessageGetOptions();
    brief.setWithContent(false);
    assertThat(svix.getMessage().get(app, "e-1", brief).getPayload()).isEqualTo(Map.of());
  }

  @Test
  void theSameIdempotencyKeyIsTheSameMessage() throws Exception {
    endpoint(new EndpointIn());
    MessageCreateOptions options = new MessageCreateOptions();
    options.setIdempotencyKey(fresh("key"));
    MessageIn in = new MessageIn().eventType("a.b").payload("{}");
    MessageOut first = svix.getMessage().create(app, in, options);
    assertThat(svix.getMessage().create(app, in, options).getId()).isEqualTo(first.getId());
    assertThat(svix.getMessage().create(app, in).getId()).isNotEqualTo(first.getId());
    received(2);
    assertThat(svix.getMessage().list(app).getData()).hasSize(2);
    assertThat(receiver.received()).hasSize(2);
  }

  @Test
  void areFilteredByTypeChannelAndTime() throws Exception {
    MessageOut one = create(in -> in.eventType("order.placed").channels(Set.of("north")));
    MessageOut two = create(in -> in.eventType("order.paid").channels(Set.of("south")));
    MessageOut three = create(in -> in.eventType("order.sent"));
    assertThat(ids(o -> {})).containsExactly(three.getId(), two.getId(), one.getId());
    assertThat(ids(o -> o.setEventTypes(Set.of("order.paid", "order.placed"))))
        .containsExactly(two.getId(), one.getId());
    assertThat(ids(o -> o.setChannel("north"))).containsExactly(one.getId());
    OffsetDateTime soon = three.getTimestamp().plusMinutes(1);
    OffsetDateTime before = one.getTimestamp().minusMinutes(1);
    assertThat(ids(o -> o.setAfter(soon))).isEmpty();
    assertThat(ids(o -> o.setBefore(before))).isEmpty();
    assertThat(
            ids(o -> {
              o.setAfter(before);
              o.setBefore(soon);
            }))
        .hasSize(3);
  }

  @Test
  void areListedPageByPageForthAndBack() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.addFirst(create(in -> {}).getId());
    }
    MessageListOptions options = new MessageListOptions();
    options.setLimit(2L);
    ListResponseMessageOut newer = svix.getMessage().list(app, options);
    assertThat(ids(newer)).isEqualTo(ids.subList(0, 2));
    options.setIterator(newer.getIterator());
    ListResponseMessageOut older = svix.getMessage().list(app, options);
    assertThat(ids(older)).isEqualTo(ids.subList(2, 3));
    assertThat(older.getDone()).isTrue();
    options.setIterator(older.getPrevIterator());
    assertThat(svix.getMessage().list(app, options).getData()).isEqualTo(newer.getData());
  }

  @Test
  void aRawPayloadArrivesToTheLetter() throws Exception {
    endpoint(new EndpointIn());
    String raw = "no JSON: <ü/>\r\n";
    svix.getMessage().create(app, Message.messageInRaw(raw).eventType("a.b"));
    assertThat(received(1).body().text()).isEqualTo(raw);
  }

  @Test
  void whetherAnybodyWouldGetItIsToldBefore() throws Exception {
    String type = eventType();
    endpoint(new EndpointIn().filterTypes(Set.of(type)).channels(Set.of("north")));
    MessagePrecheckIn wanted = new MessagePrecheckIn().eventType(type).channels(Set.of("north"));
    assertThat(svix.getMessage().precheck(app, wanted).getActive()).isTrue();
    MessagePrecheckIn other = new MessagePrecheckIn().eventType(type).channels(Set.of("south"));
    assertThat(svix.getMessage().precheck(app, other).getActive()).isFalse();
    assertThat(svix.getMessage().list(app).getData()).isEmpty();
  }

  @Test
  void theContentIsDeletedForGood() throws Exception {
    MessageOut message = create(in -> in.payload("{\"secret\":1}"));
    svix.getMessage().expungeContent(app, message.getId());
    assertThat(svix.getMessage().get(app, message.getId()).getPayload())
        .isEqualTo(Map.of("expired", true));
  }

  private EndpointOut endpoint(EndpointIn in) throws Exception {
    return svix.getEndpoint().create(app, in.url(URI.create(receiver.url())));
  }

  private MessageOut create(Consumer<MessageIn> more) throws Exception {
    MessageIn in = new MessageIn().eventType("a.b").payload("{}");
    more.accept(in);
    return svix.getMessage().create(app, in);
  }

  private List<String> ids(Consumer<MessageListOptions> more) throws Exception {
    MessageListOptions options = new MessageListOptions();
    more.accept(options);
    return ids(svix.getMessage().list(app, options));
  }

  private static List<String> ids(ListResponseMessageOut page) {
    return page.getData().stream().map(MessageOut::getId).toList();
  }
}
