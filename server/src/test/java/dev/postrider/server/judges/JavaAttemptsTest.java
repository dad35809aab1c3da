package dev.postrider.server.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.svix.api.MessageAttemptListByEndpointOptions;
import com.svix.api.MessageAttemptListByMsgOptions;
import com.svix.models.EndpointIn;
import com.svix.models.ListResponseMessageAttemptOut;
import com.svix.models.MessageAttemptOut;
import com.svix.models.MessageEndpointOut;
import com.svix.models.MessageIn;
import com.svix.models.MessageStatus;
import com.svix.models.MessageStatusText;
import com.svix.models.StatusCodeClass;
import dev.postrider.testkit.Answer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts, by the official Java SDK: one endpoint takes what another fails. */
final class JavaAttemptsTest extends JavaJudge {
  private String good;
  private String bad;
  private String message;

  @BeforeEach
  void oneOfTwoFails() throws Exception {
    receiver.answer(request ->
        request.target().endsWith("/bad")
            ? Answer.status(500, "sorry")
            : Answer.status(200, "thanks"));
    good = endpoint("good");
    bad = endpoint("bad");
    message =
        svix.getMessage()
            .create(
                app,
                new MessageIn()
                    .eventType("order.paid")
                    .eventId("e-1")
                    .channels(Set.of("north"))
                    .payload("{}"))
            .getId();
    attempts(message, 2);
  }

  @Test
  void theAnswerIsDeletedForGood() throws Exception {
    MessageAttemptOut attempt =
        svix.getMessageAttempt().listByEndpoint(app, good).getData().getFirst();
    svix.getMessageAttempt().expungeContent(app, message, attempt.getId());
    MessageAttemptOut gone = svix.getMessageAttempt().get(app, message, attempt.getId());
    assertThat(gone.getResponse()).doesNotContain("thanks");
    assertThat(gone.getResponseStatusCode()).isEqualTo(attempt.getResponseStatusCode());
  }

  @Test
  void areToldByMessageAndByEndpointWithTheAnswer() throws Exception {
    MessageAttemptOut attempt =
        svix.getMessageAttempt().listByEndpoint(app, "good").getData().getFirst();
    assertThat(attempt.getMsgId()).isEqualTo(message);
    assertThat(attempt.getEndpointId()).isEqualTo(good);
    assertThat(attempt.getUrl()).isEqualTo(url("good"));
    assertThat(attempt.getResponse()).isEqualTo("thanks");
    assertThat(attempt.getResponseStatusCode()).isEqualTo((short) 200);
    assertThat(attempt.getStatus()).isEqualTo(MessageStatus.SUCCESS);
    assertThat(attempt.getStatusText()).isEqualTo(MessageStatusText.SUCCESS);
    assertThat(svix.getMessageAttempt().listByMsg(app, "e-1").getData()).contains(attempt);
    assertThat(svix.getMessageAttempt().get(app, message, attempt.getId())).isEqualTo(attempt);
    assertThat(refused(() -> svix.getMessageAttempt().get(app, message, "atmpt_none")).getCode())
        .isEqualTo(404);
  }

  @Test
  void areFiltered() throws Exception {
    assertThat(endpoints(o -> o.setStatus(MessageStatus.SUCCESS))).containsExactly(good);
    assertThat(endpoints(o -> o.setStatus(MessageStatus.FAIL))).containsExactly(bad);
    assertThat(endpoints(o -> o.setStatusCodeClass(StatusCodeClass.CODE5XX))).containsExactly(bad);
    assertThat(endpoints(o -> o.setEndpointId(bad))).containsExactly(bad);
    assertThat(endpoints(o -> o.setChannel("south"))).isEmpty();
    assertThat(endpoints(o -> o.setEventTypes(Set.of("order.paid", "order.sent")))).hasSize(2);
    assertThat(endpoints(o -> o.setEventTypes(Set.of("order.sent")))).isEmpty();
    assertThat(endpoints(o -> o.setAfter(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1))))
        .isEmpty();
    assertThat(endpoints(o -> o.setBefore(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1))))
        .isEmpty();
    MessageAttemptListByEndpointOptions successes = new MessageAttemptListByEndpointOptions();
    successes.setStatus(MessageStatus.SUCCESS);
    assertThat(svix.getMessageAttempt().listByEndpoint(app, bad, successes).getData()).isEmpty();
  }

  @Test
  void areListedPageByPageForthAndBack() throws Exception {
    resend(app, message, good);
    List<String> all = attempts(message, 3).stream().map(MessageAttemptOut::getId).toList();
    MessageAttemptListByMsgOptions options = new MessageAttemptListByMsgOptions();
    options.setLimit(2L);
    ListResponseMessageAttemptOut newer = page(options);
    assertThat(ids(newer)).isEqualTo(all.subList(0, 2));
    options.setIterator(newer.getIterator());
    ListResponseMessageAttemptOut older = page(options);
    assertThat(ids(older)).isEqualTo(all.subList(2, 3));
    assertThat(older.getDone()).isTrue();
    options.setIterator(older.getPrevIterator());
    assertThat(page(options).getData()).isEqualTo(newer.getData());
  }

  @Test
  void theDestinationsAreToldDeletedOnesIncluded() throws Exception {
    List<MessageEndpointOut> both =
        Awaitility.await().atMost(SOON).until(this::destinations, found -> found.size() == 2);
    assertThat(both).extracting(MessageEndpointOut::getId).containsExactly(bad, good);
    assertThat(both.getFirst().getStatusText()).isEqualTo(MessageStatusText.SENDING);
    assertThat(both.getFirst().getNextAttempt()).isAfter(OffsetDateTime.now(ZoneOffset.UTC));
    assertThat(both.getLast().getStatus()).isEqualTo(MessageStatus.SUCCESS);
    assertThat(both.getLast().getNextAttempt()).isNull();
    svix.getEndpoint().delete(app, good);
    assertThat(destinations()).extracting(MessageEndpointOut::getId).contains(good);
  }

  private List<MessageEndpointOut> destinations() throws Exception {
    return svix.getMessageAttempt().listAttemptedDestinations(app, message).getData();
  }

  private String endpoint(String name) throws Exception {
    return svix.getEndpoint().create(app, new EndpointIn().url(url(name)).uid(name)).getId();
  }

  private URI url(String name) {
    return URI.create(receiver.url("127.0.0.1", "/" + name));
  }

  private List<String> endpoints(Consumer<MessageAttemptListByMsgOptions> filter) throws Exception {
    MessageAttemptListByMsgOptions options = new MessageAttemptListByMsgOptions();
    filter.accept(options);
    return page(options).getData().stream().map(MessageAttemptOut::getEndpointId).toList();
  }

  private ListResponseMessageAttemptOut page(MessageAttemptListByMsgOptions options)
      throws Exception {
    return svix.getMessageAttempt().listByMsg(app, message, options);
  }

  private static List<String> ids(ListResponseMessageAttemptOut page) {
    return page.getData().stream().map(MessageAttemptOut::getId).toList();
  }
}
