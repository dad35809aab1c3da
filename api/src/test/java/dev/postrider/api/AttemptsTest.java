package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.attempt.Timings;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private final TestApi api = new TestApi();
  private String app;
  private String endpoint;
  private String message;
  private long ticket;
  private Timings timings = Timings.NONE;

  @BeforeEach
  void message() {
    String id = api.application();
    app = "/app/" + id;
    endpoint = api.endpoint(id);
    message =
        api.post(
                app + "/msg",
                "{\"eventType\":\"a\",\"eventId\":\"e\",\"channels\":[\"c\"],\"payload\":{\"x\":1}}")
            .at("/id");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void attemptsAreShownAsTheyWere() {
    attempt(State.PENDING, new Outcome.Answered(503, null, Payload.of("busy")), false);
    String failed = api.get(app + "/attempt/msg/e").at("/data/0/id");
    api.now.updateAndGet(t -> t.plusSeconds(5));
    attempt(State.DELIVERED, new Outcome.Answered(204, null, Payload.EMPTY), true);
    Reply list = api.get(app + "/attempt/msg/" + message);
    assertThat(list.json().at("/data").size()).isEqualTo(2);
    assertThat(list.at("/data/0/statusText")).isEqualTo("success");
    assertThat(list.json().at("/data/0/triggerType").asInt()).isEqualTo(1);
    Reply one = api.get(app + "/msg/e/attempt/" + failed);
    assertThat(one.text())
        .isEqualTo(
            "{\"id\":\"%s\",\"msgId\":\"%s\",\"endpointId\":\"%s\",\"url\":\"https://example.com/hook\","
                    .formatted(failed, message, endpoint)
                + "\"response\":\"busy\",\"responseStatusCode\":503,\"responseDurationMs\":12,"
                + "\"status\":2,\"statusText\":\"fail\",\"triggerType\":0,"
                + "\"timestamp\":\"2026-03-01T12:00:00.123456Z\"}");
    assertThat(list.json().at("/data/1")).isEqualTo(one.json());
    assertThat(api.get(app + "/attempt/endpoint/" + endpoint).text()).isEqualTo(list.text());
    assertThat(api.get(app + "/attempt/msg/e?with_content=false").at("/data/1/response"))
        .isEqualTo("{}");
  }

  @Test
  void aPartThatDidNotComeAboutIsLeftOut() {
    timings = new Timings(20_500, 1_234, 3_000, 40_001);
    attempt(State.PENDING, new Outcome.Answered(503, null, Payload.EMPTY), false);
    timings = new Timings(Timings.ABSENT, Timings.ABSENT, Timings.ABSENT, 7);
    attempt(State.DELIVERED, new Outcome.Answered(204, null, Payload.EMPTY), false);
    Reply list = api.get(app + "/attempt/msg/e");
    assertThat(list.text())
        .contains(
            "\"timings\":{\"dnsMs\":20.500,\"connectMs\":1.234,\"tlsMs\":3.000,\"firstByteMs\":40.001},")
        .contains("\"timings\":{\"firstByteMs\":0.007},");
    String id = list.at("/data/1/id");
    assertThat(api.get(app + "/msg/e/attempt/" + id).json()).isEqualTo(list.json().at("/data/1"));
    assertThat(api.get(app + "/attempt/endpoint/" + endpoint).text()).isEqualTo(list.text());
  }

  @Test
  void whatAReceiverAnsweredIsForgotten() {
    attempt(State.PENDING, new Outcome.Answered(503, null, Payload.of("private")), false);
    String id = api.get(app + "/attempt/msg/e").at("/data/0/id");
    assertThat(api.delete(app + "/msg/e/attempt/" + id + "/content").status()).isEqualTo(204);
    assertThat(api.get(app + "/msg/e/attempt/" + id).at("/response")).isEqualTo("EXPUNGED");
    assertThat(api.get(app + "/attempt/msg/e").at("/data/0/response")).isEqualTo("EXPUNGED");
  }

  @Test
  void answersThatAreNoTextComeAsBase64() {
    attempt(
        State.PENDING,
        new Outcome.Answered(200, null, Payload.of(new byte[] {(byte) 0xff, 0})),
        false);
    assertThat(api.get(app + "/attempt/msg/e").at("/data/0/response")).isEqualTo("/wA=");
  }

  @Test
  void listsFilter() {
    attempt(State.PENDING, new Outcome.Answered(404, null, Payload.EMPTY), false);
    attempt(State.PENDING, new Outcome.Unanswered(Outcome.Failure.DNS, "no address"), false);
    attempt(State.DELIVERED, new Outcome.Answered(200, null, Payload.EMPTY), false);
    String list = app + "/attempt/endpoint/" + endpoint;
    assertThat(codes(list)).containsExactly(200, 0, 404);
    assertThat(codes(list + "?status=0")).containsExactly(200);
    assertThat(codes(list + "?status=2")).containsExactly(0, 404);
    assertThat(codes(list + "?status=1")).isEmpty();
    assertThat(codes(list + "?status_code_class=400")).containsExactly(404);
    assertThat(codes(list + "?status_code_class=0")).containsExactly(0);
    assertThat(codes(list + "?channel=c&event_types=a")).hasSize(3);
    assertThat(codes(list + "?channel=d")).isEmpty();
    assertThat(codes(list + "?event_types=b")).isEmpty();
    assertThat(codes(list + "?before=2026-03-01T12:00:00Z")).isEmpty();
    assertThat(codes(app + "/attempt/msg/e?endpoint_id=" + endpoint)).hasSize(3);
    assertThat(codes(app + "/attempt/msg/e?endpoint_id=" + new EndpointId(77))).isEmpty();
    assertThat(api.get(app + "/attempt/msg/e?endpoint_id=nobody").status()).isEqualTo(404);
    String first = api.get(list + "?limit=1").at("/iterator");
    assertThat(codes(list + "?limit=1&iterator=" + first)).containsExactly(0);
  }

  @Test
  void destinationsSayWhereTheMessageGoes() {
    Reply before = api.get(app + "/msg/e/endpoint");
    assertThat(before.at("/data/0/id")).isEqualTo(endpoint);
    assertThat(before.at("/data/0/statusText")).isEqualTo("pending");
    assertThat(before.json().at("/data/0/nextAttempt").isNull()).isTrue();
    attempt(State.PENDING, new Outcome.Answered(500, null, Payload.EMPTY), false);
    Reply retried = api.get(app + "/msg/e/endpoint");
    assertThat(retried.at("/data/0/statusText")).isEqualTo("sending");
    assertThat(retried.at("/data/0/nextAttempt")).isEqualTo("2026-03-01T12:05:00.123456Z");
    api.delete(app + "/endpoint/" + endpoint);
    attempt(State.CANCELLED, null, false);
    Reply gone = api.get(app + "/msg/e/endpoint");
    assertThat(gone.at("/data/0/statusText")).isEqualTo("fail");
    assertThat(gone.json().at("/data/0/disabled").asBoolean()).isTrue();
    assertThat(
            api.get(app + "/msg/e/endpoint?expanded_statuses=true")
                .json()
                .at("/data/0/status")
                .asInt())
        .isEqualTo(4);
  }

  /** The list says so when there is more of it. */
  @Test
  void destinationsComePageByPage() {
    String second = api.endpoint(app.substring(5));
    String third = api.endpoint(app.substring(5));
    String id = api.post(app + "/msg", "{\"eventType\":\"a\",\"payload\":{}}").at("/id");
    String list = app + "/msg/" + id + "/endpoint";
    assertThat(api.get(list).json().at("/done").asBoolean()).isTrue();
    Reply first = api.get(list + "?limit=2");
    assertThat(endpoints(first)).containsExactly(third, second);
    assertThat(first.json().at("/done").asBoolean()).isFalse();
    Reply rest = api.get(list + "?limit=2&iterator=" + first.at("/iterator"));
    assertThat(endpoints(rest)).containsExactly(endpoint);
    assertThat(rest.json().at("/done").asBoolean()).isTrue();
    Reply back = api.get(list + "?limit=2&iterator=" + rest.at("/prevIterator"));
    assertThat(endpoints(back)).containsExactly(third, second);
    assertThat(back.json().at("/done").asBoolean()).isTrue();
  }

  private static List<String> endpoints(Reply list) {
    return list.json().at("/data").valueStream().map(e -> e.at("/id").asString()).toList();
  }

  @Test
  void aResendIsAccepted() {
    Reply resent = api.call("POST", app + "/msg/e/endpoint/" + endpoint + "/resend/", null);
    assertThat(resent.status()).isEqualTo(202);
    assertThat(resent.text()).isEqualTo("{}");
    assertThat(api.resent).containsExactly(endpoint + " " + message);
    api.resendable = false;
    Reply refused = api.post(app + "/msg/e/endpoint/" + endpoint + "/resend", "{}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.http().headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void aResendThatCannotBeIsRefused() {
    String path = app + "/msg/e/endpoint/" + endpoint + "/resend";
    assertThat(api.post(app + "/msg/e/endpoint/nobody/resend", "{}").status()).isEqualTo(404);
    assertThat(api.post(app + "/msg/nothing/endpoint/" + endpoint + "/resend", "{}").status())
        .isEqualTo(404);
    api.patch(app + "/endpoint/" + endpoint, "{\"disabled\":true}");
    Reply disabled = api.post(path, "{}");
    assertThat(disabled.status()).isEqualTo(400);
    assertThat(disabled.at("/code")).isEqualTo("endpoint_disabled");
    api.patch(app + "/endpoint/" + endpoint, "{\"disabled\":false}");
    api.delete(app + "/msg/e/content");
    assertThat(api.post(path, "{}").at("/code")).isEqualTo("missing_payload");
    assertThat(api.resent).isEmpty();
  }

  @Test
  void healthNeedsNoToken() {
    api.token = "none";
    assertThat(api.get("/health").text())
        .isEqualTo(
            "{\"database\":{\"status\":\"ok\"},\"queue\":{\"status\":\"ok\"},\"cache\":{\"status\":\"ok\"}}");
    assertThat(api.get("/health/ping").status()).isEqualTo(204);
    assertThat(api.call("HEAD", "/health/", null).status()).isEqualTo(200);
    api.history.healthy(false);
    Reply sick = api.get("/health");
    assertThat(sick.status()).isEqualTo(500);
    assertThat(sick.at("/database/status")).isEqualTo("error");
  }

  private void attempt(State state, @Nullable Outcome outcome, boolean manual) {
    MessageId id = MessageId.parse(message).orElseThrow();
    EndpointId to = EndpointId.parse(endpoint).orElseThrow();
    ApplicationId owner = ApplicationId.parse(app.substring(5)).orElseThrow();
    Attempted attempted =
        outcome == null
            ? null
            : new Attempted(
                "https://example.com/hook", api.now.get(), Duration.ofMillis(12), outcome, timings);
    ParkedChange parked =
        state == State.PENDING
            ? new ParkedChange.Put(
                new Parked(
                    to, id, owner, 0, Parked.Wait.DUE, api.now.get().plusSeconds(300), 1, false))
            : new ParkedChange.Remove();
    api.history.record(
        new Entry(
            ++ticket,
            to,
            id,
            owner,
            1,
            manual,
            attempted,
            state,
            outcome == null ? "gone" : null,
            parked));
  }

  private List<Integer> codes(String list) {
    return api.get(list)
        .json()
        .at("/data")
        .valueStream()
        .map(a -> a.at("/responseStatusCode").asInt())
        .toList();
  }
}
