package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.attempt.Attempted;
import dev.postrider.attempt.Outcome;
import dev.postrider.message.ApplicationId;
import dev.postrider.message.EndpointId;
import dev.postrider.message.MessageId;
import dev.postrider.message.Payload;
import dev.postrider.record.Entry;
import dev.postrider.record.Entry.ParkedChange;
import dev.postrider.record.Entry.State;
import dev.postrider.record.Parked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What went to an endpoint: its messages, its counts, and the older paths of attempts. */
final class EndpointReadsTest {
  private final TestApi api = new TestApi();
  private String id;
  private String app;
  private String endpoint;
  private String path;
  private long ticket;

  @BeforeEach
  void endpoint() {
    id = api.application();
    app = "/app/" + id;
    endpoint = api.endpoint(id);
    path = app + "/endpoint/" + endpoint;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private String message(String type) {
    api.now.updateAndGet(now -> now.plusSeconds(1));
    String body =
        "{\"eventType\":\"%1$s\",\"channels\":[\"of.%1$s\"],\"tags\":[\"t.%1$s\"],\"payload\":{\"x\":1}}"
            .formatted(type);
    return api.post(app + "/msg", body).at("/id");
  }

  private void attempt(String message, int status, State state, @Nullable Instant next) {
    EndpointId at = EndpointId.parse(endpoint).orElseThrow();
    MessageId of = MessageId.parse(message).orElseThrow();
    ApplicationId owner = ApplicationId.parse(id).orElseThrow();
    ParkedChange parked =
        next == null
            ? new ParkedChange.None()
            : new ParkedChange.Put(new Parked(at, of, owner, 0, Parked.Wait.DUE, next, 1, false));
    var outcome = new Outcome.Answered(status, null, Payload.EMPTY);
    api.history.record(
        new Entry(
            ++ticket,
            at,
            of,
            owner,
            1,
            false,
            new Attempted("https://example.com/", api.now.get(), Duration.ofMillis(1), outcome),
            state,
            null,
            parked));
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    Reply reply = api.get(path + "/msg" + query);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.json().path("data").forEach(entry -> ids.add(entry.path("id").asString()));
    return ids;
  }

  @Test
  void aMessageIsToldWithItsPlaceAtTheEndpoint() {
    String message = message("a");
    attempt(message, 500, State.PENDING, Instant.parse("2026-03-01T13:00:00Z"));
    assertThat(api.get(path + "/msg").text())
        .isEqualTo(
            "{\"data\":[{\"id\":\"%s\",\"eventType\":\"a\",\"channels\":[\"of.a\"],\"tags\":[\"t.a\"],"
                    .formatted(message)
                + "\"payload\":{\"x\":1},\"timestamp\":\"2026-03-01T12:00:01.123456Z\","
                + "\"status\":3,\"statusText\":\"sending\",\"nextAttempt\":\"2026-03-01T13:00:00.000000Z\"}],"
                + "\"iterator\":\"%s\",\"prevIterator\":\"-%1$s\",\"done\":true}"
                    .formatted(message));
    assertThat(api.get(path + "/msg?with_content=false").json().at("/data/0/payload").size())
        .isZero();
  }

  @Test
  void messagesAreFiltered() {
    String taken = message("a");
    String failed = message("b");
    String fresh = message("c");
    String cancelled = message("d");
    attempt(taken, 200, State.DELIVERED, null);
    attempt(failed, 500, State.DISCARDED, null);
    attempt(cancelled, 500, State.CANCELLED, null);
    assertThat(ids("")).containsExactly(cancelled, fresh, failed, taken);
    assertThat(ids("?status=0")).containsExactly(taken);
    assertThat(ids("?status=1")).containsExactly(fresh);
    assertThat(ids("?status=2")).containsExactly(cancelled, failed);
    assertThat(ids("?status=2&expanded_statuses=true")).containsExactly(failed);
    assertThat(ids("?status=4&expanded_statuses=true")).containsExactly(cancelled);
    assertThat(ids("?status=3")).isEmpty();
    assertThat(ids("?channel=of.b")).containsExactly(failed);
    assertThat(ids("?tag=t.c")).containsExactly(fresh);
    assertThat(ids("?event_types=a,c")).containsExactly(fresh, taken);
    assertThat(ids("?before=2026-03-01T12:00:02Z")).containsExactly(taken);
    assertThat(ids("?after=2026-03-01T12:00:04Z")).containsExactly(cancelled);
  }

  @Test
  void messagesComePageByPage() {
    String first = message("a");
    String second = message("a");
    String third = message("a");
    assertThat(ids("?limit=2")).containsExactly(third, second);
    assertThat(api.get(path + "/msg?limit=2").json().at("/done").asBoolean()).isFalse();
    assertThat(ids("?limit=2&iterator=" + second)).containsExactly(first);
    assertThat(ids("?limit=2&iterator=-" + first)).containsExactly(third, second);
  }

  @Test
  void messagesAreCountedOnceWhereTheyStand() {
    String retried = message("a");
    attempt(retried, 500, State.PENDING, null);
    attempt(retried, 200, State.DELIVERED, null);
    attempt(message("a"), 500, State.PENDING, null);
    attempt(message("a"), 500, State.DISCARDED, null);
    attempt(message("a"), 500, State.CANCELLED, null);
    message("a");
    message("a");
    assertThat(api.get(path + "/stats").text())
        .isEqualTo("{\"success\":1,\"pending\":2,\"sending\":1,\"fail\":1,\"canceled\":1}");
    assertThat(
            api.get(path + "/stats?since=2026-03-01T12:00:00Z&until=2026-03-01T12:00:02Z").text())
        .isEqualTo("{\"success\":1,\"pending\":0,\"sending\":0,\"fail\":0,\"canceled\":0}");
    api.now.updateAndGet(now -> now.plus(Duration.ofDays(29)));
    assertThat(api.get(path + "/stats").json().at("/pending").asInt()).isZero();
  }

  @Test
  void aWindowOfCountsHasItsBounds() {
    assertThat(range("since=2026-02-01T12:00:00Z")).isEqualTo(200);
    assertThat(range("since=2026-02-01T11:55:30Z")).isEqualTo(200);
    assertThat(range("since=2026-02-01T11:54:00Z")).isEqualTo(400);
    assertThat(range("until=2026-03-01T12:04:00Z")).isEqualTo(200);
    assertThat(range("until=2026-03-01T12:06:00Z")).isEqualTo(400);
    assertThat(range("since=2026-03-01T11:00:00Z&until=2026-03-01T10:00:00Z")).isEqualTo(400);
    assertThat(api.get(path + "/stats?until=2026-04-01T00:00:00Z").at("/code"))
        .isEqualTo("invalid_range");
    assertThat(api.get(path + "/stats?since=yesterday").at("/code")).isEqualTo("generic_error");
  }

  private int range(String query) {
    return api.get(path + "/stats?" + query).status();
  }

  @Test
  void theOlderPathsOfAttemptsAnswerAsTheNewer() {
    String message = message("a");
    attempt(message, 500, State.PENDING, null);
    api.now.updateAndGet(now -> now.plusSeconds(1));
    attempt(message, 200, State.DELIVERED, null);
    String other = api.endpoint(id);
    String newer = api.get(app + "/attempt/msg/" + message).text();
    assertThat(api.get(app + "/msg/" + message + "/attempt").text()).isEqualTo(newer);
    String delivery = app + "/msg/" + message + "/endpoint/";
    assertThat(api.get(delivery + endpoint + "/attempt").text()).isEqualTo(newer);
    assertThat(api.get(delivery + other + "/attempt").json().at("/data").size()).isZero();
    assertThat(api.get(delivery + endpoint + "/attempt?status=0").json().at("/data").size())
        .isEqualTo(1);
    assertThat(api.get(delivery + "nobody/attempt").status()).isEqualTo(404);
    assertThat(api.get(app + "/msg/nothing/attempt").status()).isEqualTo(404);
  }

  @Test
  void thereIsNothingToRedrive() {
    assertThat(api.post("/admin/redrive-dlq", "").status()).isEqualTo(204);
  }
}
