package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.log.Appended;
import dev.postrider.message.Message;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MessagesTest {
  private final TestApi api = new TestApi();
  private String path;

  @BeforeEach
  void application() {
    path = "/app/" + api.application() + "/msg";
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aMessageIsAcceptedWithEverythingItSays() {
    Reply created =
        api.post(
            path,
            """
            {"eventType":"user.signup","eventId":"e-1","channels":["a","b"],"payloadRetentionPeriod":5,
             "orderingKey":"session 42","tags":["ignored"],"payload":{"x":1}}\
            """);
    assertThat(created.status()).isEqualTo(202);
    assertThat(created.at("/id")).matches("msg_[0-9A-Za-z]{27}");
    assertThat(created.at("/eventId")).isEqualTo("e-1");
    assertThat(created.json().at("/payload/x").asInt()).isEqualTo(1);
    Message message = api.last().message();
    assertThat(message.orderingKey()).isEqualTo("session 42");
    assertThat(message.channels()).containsExactly("a", "b");
    assertThat(message.retention()).isEqualTo(Duration.ofDays(5));
    assertThat(api.get(path + "/" + created.at("/id")).text()).isEqualTo(created.text());
    assertThat(api.get(path + "/e-1").text()).isEqualTo(created.text());
    assertThat(api.get(path + "/e-1?with_content=false").json().at("/payload").isEmpty()).isTrue();
  }

  @Test
  void retentionIsNinetyDaysUnlessSaid() {
    api.post(
        path,
        "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":null,\"eventId\":null}");
    assertThat(api.last().message().retention()).isEqualTo(Duration.ofDays(90));
    assertThat(api.last().message().eventId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ }",
        "{\n\t\"a\" :  1 }",
        "{\"a\":1.0,\"b\":1e400,\"c\":-0,\"d\":100000000000000000000000000000000001}",
        "{\"a\":\"\\u00e9\\/\\uD83D\\uDE00\\u0000\",\"b\":\"é€😀\"}",
        "{\"é€😀\":{\"}\":[\"]\",{}]}}",
        "{\"a\":1,\"a\":2}",
        "{\"quote\":\"\\\"}\"}",
      })
  void thePayloadIsTheBytesThatCame(String payload) {
    for (String around :
        new String[] {
          "{\"eventType\":\"a\",\"payload\":%s}",
          " \n{ \"x\":\"é😀\" , \"payload\" :\t %s , \"eventType\" : \"a\" } ",
          "{\"data\":%s,\"ü\":[{\"payload\":3}],\"eventType\":\"a\"}"
        }) {
      Reply created = api.post(path, around.formatted(payload));
      assertThat(created.status()).isEqualTo(202);
      assertThat(api.last().message().payload().text()).isEqualTo(payload);
      assertThat(created.text()).contains("\"payload\":" + payload);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\": 1}", "not json", "<xml a=\"é\">\n</xml>", "", "[1, 2]", "{\"a\":1} x"})
  void theRawPayloadIsSentVerbatim(String raw) {
    String quoted = new tools.jackson.databind.json.JsonMapper().writeValueAsString(raw);
    Reply created =
        api.post(
            path,
            "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{\"headers\":{},\"rawPayload\":"
                + quoted
                + "}}");
    assertThat(created.status()).isEqualTo(202);
    assertThat(api.last().message().payload().text()).isEqualTo(raw);
    Reply got = api.get(path + "/" + created.at("/id"));
    assertThat(got.text()).isEqualTo(created.text());
    boolean json = raw.equals("{\"a\": 1}") || raw.equals("[1, 2]");
    assertThat(got.text()).contains("\"payload\":" + (json ? raw : quoted) + ",");
  }

  @Test
  void contentIsLeftOutWhenAsked() {
    Reply created =
        api.post(path + "?with_content=false", "{\"eventType\":\"a\",\"payload\":{\"x\":1}}");
    assertThat(created.text()).contains("\"payload\":{},");
  }

  @Test
  void anEventIdIsTakenOnce() {
    Reply first = api.post(path, "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"e\"}");
    Reply second = api.post(path, "{\"eventType\":\"a\",\"payload\":{},\"eventId\":\"e\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/code")).isEqualTo("conflict");
    assertThat(second.at("/detail")).contains(first.at("/id"));
    assertThat(api.log.entries()).hasSize(1);
  }

  @Test
  void anIdempotencyKeyYieldsTheFirstMessage() {
    String[] key = {"idempotency-key", "auto_1"};
    Reply first = api.call("POST", path, "{\"eventType\":\"a\",\"payload\":{\"n\":1}}", key);
    Reply second = api.call("POST", path, "{\"eventType\":\"b\",\"payload\":{\"n\":2}}", key);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(api.log.entries()).hasSize(1);
    api.now.updateAndGet(t -> t.plus(Duration.ofHours(13)));
    assertThat(api.call("POST", path, "{\"eventType\":\"a\",\"payload\":{}}", key).at("/id"))
        .isNotEqualTo(first.at("/id"));
  }

  @Test
  void aFullLogAnswers503AndSaysWhenToComeBack() {
    api.log.refuse(
        Optional.of(new Appended.Unavailable("the log is full", Duration.ofMillis(1200))));
    Reply refused = api.post(path, "{\"eventType\":\"a\",\"payload\":{}}");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.at("/detail")).isEqualTo("the log is full");
    assertThat(refused.http().headers().firstValue("retry-after")).hasValue("2");
    api.log.refuse(Optional.of(new Appended.Unavailable("the log is full", Duration.ZERO)));
    assertThat(
            api.post(path, "{\"eventType\":\"a\",\"payload\":{}}")
                .http()
                .headers()
                .firstValue("retry-after"))
        .hasValue("1");
    api.log.refuse(Optional.of(new Appended.Unstorable("no room for it")));
    Reply unstorable = api.post(path, "{\"eventType\":\"a\",\"payload\":{}}");
    assertThat(unstorable.status()).isEqualTo(422);
    assertThat(unstorable.at("/detail/0/msg")).isEqualTo("no room for it");
    api.log.refuse(Optional.empty());
    assertThat(api.post(path, "{\"eventType\":\"a\",\"payload\":{}}").status()).isEqualTo(202);
    assertThat(api.log.entries()).hasSize(1);
  }

  @Test
  void onlyMatchingEndpointsGetIt() {
    String app = path.replace("/msg", "/endpoint");
    api.post("/event-type", "{\"name\":\"a\",\"description\":\"\"}");
    String all = api.post(app, "{\"url\":\"http://example.com/\"}").at("/id");
    String some =
        api.post(app, "{\"url\":\"http://example.com/\",\"eventTypes\":[\"a\"]}").at("/id");
    api.post(app, "{\"url\":\"http://example.com/\",\"channels\":[\"c\"]}");
    api.post(app, "{\"url\":\"http://example.com/\",\"disabled\":true}");
    api.post(path, "{\"eventType\":\"a\",\"payload\":{}}");
    assertThat(api.last().targets()).extracting(e -> e.id().toString()).containsExactly(all, some);
    api.post(path, "{\"eventType\":\"b\",\"payload\":{}}");
    assertThat(api.last().targets()).extracting(e -> e.id().toString()).containsExactly(all);
    api.post(path, "{\"eventType\":\"b\",\"payload\":{},\"channels\":[\"c\"]}");
    assertThat(api.last().targets()).hasSize(2);
  }

  @Test
  void expungedAndOutlivedPayloadsAreGone() {
    Reply created =
        api.post(path, "{\"eventType\":\"a\",\"payload\":{\"x\":1},\"payloadRetentionPeriod\":5}");
    Reply other =
        api.post(path, "{\"eventType\":\"a\",\"payload\":{\"x\":1},\"payloadRetentionPeriod\":6}");
    assertThat(api.delete(path + "/" + other.at("/id") + "/content").status()).isEqualTo(204);
    assertThat(api.get(path + "/" + other.at("/id")).text())
        .contains("\"payload\":{\"expired\":true}");
    assertThat(api.get(path + "/" + created.at("/id")).text()).contains("{\"x\":1}");
    api.now.updateAndGet(t -> t.plus(Duration.ofDays(5)));
    api.token = api.tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1));
    assertThat(api.get(path + "/" + created.at("/id")).text()).contains("{\"expired\":true}");
  }

  @Test
  void listsFilterByTypeChannelAndTime() {
    Reply one = api.post(path, "{\"eventType\":\"a\",\"payload\":{\"n\":1},\"channels\":[\"c\"]}");
    api.now.updateAndGet(t -> t.plusSeconds(60));
    Reply two = api.post(path, "{\"eventType\":\"b\",\"payload\":{\"n\":2}}");
    api.now.updateAndGet(t -> t.plusSeconds(60));
    Reply three = api.post(path, "{\"eventType\":\"c.d\",\"payload\":{\"n\":3}}");
    assertThat(ids(path)).containsExactly(three.at("/id"), two.at("/id"), one.at("/id"));
    assertThat(ids(path + "?channel=c")).containsExactly(one.at("/id"));
    assertThat(ids(path + "?event_types=a,b")).containsExactly(two.at("/id"), one.at("/id"));
    assertThat(ids(path + "?event_types=a&event_types=c.d"))
        .containsExactly(three.at("/id"), one.at("/id"));
    assertThat(ids(path + "?event_types%5B%5D=a&event_types%5B1%5D=b"))
        .containsExactly(two.at("/id"), one.at("/id"));
    assertThat(ids(path + "?before=2026-03-01T12:02:00Z&after=2026-03-01T12:00:30%2B00:00"))
        .containsExactly(two.at("/id"));
    assertThat(ids(path + "?after=2026-03-01T12:01:30+00:00")).containsExactly(three.at("/id"));
    assertThat(ids(path + "?limit=1&iterator=" + three.at("/id"))).containsExactly(two.at("/id"));
    assertThat(ids(path + "?limit=1&iterator=-" + one.at("/id"))).containsExactly(two.at("/id"));
    assertThat(api.get(path + "?with_content=false").text()).doesNotContain("\"n\"");
    api.now.updateAndGet(t -> t.plus(Duration.ofDays(91)));
    api.token = api.tokens.mint(Tokens.DEFAULT_ORGANISATION, Duration.ofDays(1));
    assertThat(ids(path)).isEmpty();
    assertThat(ids(path + "?before=2026-03-02T00:00:00Z")).hasSize(3);
  }

  private java.util.List<String> ids(String list) {
    return api.get(list).json().at("/data").valueStream().map(m -> m.at("/id").asString()).toList();
  }
}
