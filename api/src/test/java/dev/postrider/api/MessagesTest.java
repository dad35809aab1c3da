package dev.postrider.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.postrider.api.TestApi.Reply;
import dev.postrider.log.Appended;
import dev.postrider.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
             "orderingKey":"session 42","tags":["t","u"],"payload":{"x":1}}\
            """);
    assertThat(created.status()).isEqualTo(202);
    assertThat(created.at("/id")).matches("msg_[0-9A-Za-z]{27}");
    assertThat(created.at("/eventId")).isEqualTo("e-1");
    assertThat(created.json().at("/payload/x").asInt()).isEqualTo(1);
    Message message = api.last().message();
    assertThat(message.orderingKey()).isEqualTo("session 42");
    assertThat(message.channels()).containsExactly("a", "b");
    assertThat(message.extras().tags()).containsExactly("t", "u");
    assertThat(created.text()).contains("\"tags\":[\"t\",\"u\"]");
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
    assertThat(got.text())
        .contains(
            raw.equals("{\"a\": 1}")
                ? "\"payload\":" + raw + ","
                : "\"payload\":{},\"body\":" + quoted + ",");
  }

  @Test
  void retentionMayBeSaidInHours() {
    api.post(path, "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionHours\":30}");
    assertThat(api.last().message().retention()).isEqualTo(Duration.ofHours(30));
    api.post(
        path,
        """
        {"eventType":"a","payload":{},"payloadRetentionHours":2160,"payloadRetentionPeriod":null}\
        """);
    assertThat(api.last().message().retention()).isEqualTo(Duration.ofDays(90));
    api.post(path, "{\"eventType\":\"a\",\"payload\":{},\"payloadRetentionPeriod\":1}");
    assertThat(api.last().message().retention()).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "body":"[1,\\n2]","contentType":"application/json" | [1,%2] | application/json
          "body":"a,b"                          | a,b        | text/plain; charset=utf-8
          "body":""                             |            | text/plain; charset=utf-8
          "payload":null,"body":"x"             | x          | text/plain; charset=utf-8
          "body":"<a/>","contentType":"text/xml; charset=utf-8" | <a/> | text/xml; charset=utf-8
          "bodyBase64":"aGk="                   | hi         | application/octet-stream
          "bodyBase64":"aGk=","contentType":"image/png" | hi | image/png
          "payload":{"a":1},"contentType":"application/cloudevents+json" | {"a":1} | application/cloudevents+json
          """)
  void aBodyNeedNotBeJson(String members, String sent, String type) {
    Reply created = api.post(path, "{\"eventType\":\"a\"," + members + "}");
    assertThat(created.status()).as(created.text()).isEqualTo(202);
    Message message = api.last().message();
    assertThat(message.payload().text()).isEqualTo(sent == null ? "" : sent.replace('%', '\n'));
    assertThat(message.contentType()).isEqualTo(type);
    Reply got = api.get(path + "/" + created.at("/id"));
    assertThat(got.text()).isEqualTo(created.text());
    assertThat(got.json().at("/payload").isObject()).isTrue();
    assertThat(got.at("/contentType")).isEqualTo(type.equals(Message.JSON) ? "" : type);
    Reply bare = api.get(path + "/" + created.at("/id") + "?with_content=false");
    assertThat(bare.json().at("/payload").isEmpty()).isTrue();
    assertThat(bare.json().has("body")).isFalse();
  }

  @Test
  void bytesThatAreNoTextAreShownInBase64() {
    Reply created = api.post(path, "{\"eventType\":\"a\",\"bodyBase64\":\"/wD+\"}");
    assertThat(created.at("/bodyBase64")).isEqualTo("/wD+");
    assertThat(created.json().has("body")).isFalse();
    assertThat(api.last().message().payload().bytes()).containsExactly(0xff, 0, 0xfe);
  }

  @Test
  void headersAreKeptAndThoseThatAuthenticateNotShown() {
    String own = "\"headers\":{\"X-Trace\":\"t1\",\"Authorization\":\"Bearer s3cret\"}";
    Reply created = api.post(path, "{\"eventType\":\"a\",\"payload\":{}," + own + "}");
    assertThat(api.last().message().extras().headers())
        .containsOnly(entry("X-Trace", "t1"), entry("Authorization", "Bearer s3cret"));
    assertThat(created.json().at("/headers").size()).isEqualTo(1);
    assertThat(created.at("/headers/X-Trace")).isEqualTo("t1");
    assertThat(api.last().message().toString()).doesNotContain("s3cret");
    api.post(
        path, "{\"eventType\":\"a\",\"payload\":{},\"transformationsParams\":{%s}}".formatted(own));
    assertThat(api.last().message().extras().headers()).hasSize(2);
  }

  @Test
  void aMessageMayBeForLater() {
    Reply created =
        api.post(
            path,
            "{\"eventType\":\"a\",\"payload\":{},\"deliverAt\":\"2026-03-31T14:00:00.1234567+02:00\"}");
    assertThat(created.at("/deliverAt")).isEqualTo("2026-03-31T12:00:00.123456Z");
    assertThat(api.last().message().extras().deliverAt())
        .isEqualTo(Instant.parse("2026-03-31T12:00:00.123456Z"));
  }

  /** What the SDKs' helpers for raw bodies send. */
  @Test
  void theHostedHeadersMaySayTheContentType() {
    api.post(
        path,
        """
        {"eventType":"a","payload":{},"transformationsParams":
          {"rawPayload":"<a/>","headers":{"Content-Type":"text/xml"}}}\
        """);
    assertThat(api.last().message().contentType()).isEqualTo("text/xml");
    assertThat(api.last().message().extras().headers()).isEmpty();
    assertThat(api.last().message().payload().text()).isEqualTo("<a/>");
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
    api.post(app, "{\"url\":\"http://example.com/\",\"tags\":[\"t\",\"u\"]}");
    api.post(path, "{\"eventType\":\"a\",\"payload\":{}}");
    assertThat(api.last().targets()).extracting(e -> e.id().toString()).containsExactly(all, some);
    api.post(path, "{\"eventType\":\"b\",\"payload\":{}}");
    assertThat(api.last().targets()).extracting(e -> e.id().toString()).containsExactly(all);
    api.post(path, "{\"eventType\":\"b\",\"payload\":{},\"channels\":[\"c\"]}");
    assertThat(api.last().targets()).hasSize(2);
    api.post(path, "{\"eventType\":\"b\",\"payload\":{},\"tags\":[\"s\",\"u\"]}");
    assertThat(api.last().targets()).hasSize(2);
  }

  @Test
  void anApplicationIsCreatedOnTheFly() {
    String body =
        "{\"eventType\":\"a\",\"payload\":{},\"application\":{\"name\":\"New\",\"uid\":\"new\",\"metadata\":{\"k\":\"v\"}}}";
    assertThat(api.post("/app/new/msg", body).status()).isEqualTo(202);
    assertThat(api.get("/app/new").at("/metadata/k")).isEqualTo("v");
    api.patch("/app/new", "{\"name\":\"Renamed\"}");
    assertThat(api.post("/app/new/msg", body).status()).isEqualTo(202);
    assertThat(api.get("/app/new").at("/name")).isEqualTo("Renamed");
    assertThat(api.get("/app/new/msg").json().at("/data").size()).isEqualTo(2);
    Reply mismatch = api.post("/app/newer/msg", body);
    assertThat(mismatch.status()).isEqualTo(422);
    assertThat(mismatch.at("/detail/0/type")).isEqualTo("application_uid_mismatch");
    Reply missing = api.post("/app/newer/msg", body.replace("\"uid\":\"new\",", ""));
    assertThat(missing.at("/detail/0/type")).isEqualTo("application_uid_missing");
    assertThat(api.get("/app/newer").status()).isEqualTo(404);
    String batch = "{\"messages\":[" + body + "]}";
    assertThat(api.post("/app/new/msg/batch", batch).at("/data/0/detail/0/loc/3"))
        .isEqualTo("application");
  }

  @Test
  void aPrecheckSaysWhetherAnybodyWouldGetIt() {
    String check = path + "/precheck/active";
    assertThat(active(check, "{\"eventType\":\"a\"}")).isFalse();
    String app = path.replace("/msg", "/endpoint");
    api.post(app, "{\"url\":\"http://example.com/\",\"channels\":[\"c\"],\"tags\":[\"t\"]}");
    assertThat(active(check, "{\"eventType\":\"a\"}")).isFalse();
    assertThat(active(check, "{\"eventType\":\"a\",\"channels\":[\"c\"]}")).isFalse();
    assertThat(active(check, "{\"eventType\":\"a\",\"channels\":[\"c\"],\"tags\":[\"t\"]}"))
        .isTrue();
    assertThat(api.log.entries()).isEmpty();
  }

  private boolean active(String path, String body) {
    return api.post(path, body).json().at("/active").asBoolean();
  }

  @Test
  void manyPayloadsAreExpungedAtOnce() {
    String one = api.post(path, "{\"eventType\":\"a\",\"payload\":{\"x\":1}}").at("/id");
    api.post(path, "{\"eventType\":\"a\",\"payload\":{\"x\":1},\"eventId\":\"e\"}");
    String kept = api.post(path, "{\"eventType\":\"a\",\"payload\":{\"x\":1}}").at("/id");
    Reply some = api.post(path + "/bulk-expunge", "{\"ids\":[\"" + one + "\",\"e\",\"nobody\"]}");
    assertThat(some.text())
        .isEqualTo(
            "{\"results\":{\"%s\":\"expunged\",\"e\":\"expunged\",\"nobody\":\"not-found\"}}"
                .formatted(one));
    assertThat(api.get(path + "/e").text()).contains("{\"expired\":true}");
    assertThat(api.get(path + "/" + kept).text()).contains("{\"x\":1}");
    Reply all = api.post(path + "/expunge-all-contents", "");
    assertThat(all.status()).isEqualTo(200);
    assertThat(all.at("/id")).matches("qtask_[0-9A-Za-z]{27}");
    assertThat(all.at("/status")).isEqualTo("running");
    assertThat(all.at("/task")).isEqualTo("application.purge_content");
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
    Reply two = api.post(path, "{\"eventType\":\"b\",\"payload\":{\"n\":2},\"tags\":[\"t\"]}");
    api.now.updateAndGet(t -> t.plusSeconds(60));
    Reply three = api.post(path, "{\"eventType\":\"c.d\",\"payload\":{\"n\":3}}");
    assertThat(ids(path)).containsExactly(three.at("/id"), two.at("/id"), one.at("/id"));
    assertThat(ids(path + "?channel=c")).containsExactly(one.at("/id"));
    assertThat(ids(path + "?tag=t")).containsExactly(two.at("/id"));
    assertThat(ids(path + "?tag=t&channel=c")).isEmpty();
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

  @Test
  void listsFindWordsInPayloads() {
    Reply one = api.post(path, "{\"eventType\":\"a\",\"payload\":{\"město\":\"Ústí nad Labem\"}}");
    Reply two = api.post(path, "{\"eventType\":\"b\",\"body\":\"order-17 ústí\"}");
    assertThat(ids(path + "?search=%C3%BAst%C3%AD")).containsExactly(two.at("/id"), one.at("/id"));
    assertThat(ids(path + "?search=labem+M%C4%9Asto")).containsExactly(one.at("/id"));
    assertThat(ids(path + "?search=order-17&event_types=b")).containsExactly(two.at("/id"));
    assertThat(ids(path + "?search=order-17&event_types=a")).isEmpty();
    assertThat(ids(path + "?search=nobody")).isEmpty();
    assertThat(ids(path + "?search=")).hasSize(2);
    Reply wordless = api.get(path + "?search=%22-");
    assertThat(wordless.status()).isEqualTo(422);
    assertThat(wordless.at("/detail/0/loc/1")).isEqualTo("search");
    assertThat(api.get(path + "?search=" + "x".repeat(257)).status()).isEqualTo(422);
    assertThat(api.get(path + "?search=" + "x".repeat(256)).status()).isEqualTo(200);
  }
}
