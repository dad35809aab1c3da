package dev.postrider.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postrider.outbox.OutboxMessage.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a message may be, and how it is written; another reader of JSON judges that. */
final class OutboxMessageTest {
  private static final String SECRET = "hush";

  private static OutboxMessage json(String payload) {
    return OutboxMessage.json("shop", "a", payload).build();
  }

  private static JsonNode written(OutboxMessage message) {
    return JsonMapper.shared().readTree(MessageJson.of(message));
  }

  private static void refused(UnaryOperator<OutboxMessage.Builder> with, String rule) {
    assertThatThrownBy(() -> with.apply(OutboxMessage.json("shop", "a", "{}")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void everyMemberIsWrittenAndThePayloadStaysAsItIs() {
    String payload = "{ \"n\": 1.10,\n \"e\": \"\\u00e9 \\/\" }";
    OutboxMessage message =
        OutboxMessage.json("shop", "order.paid", payload)
            .eventId("order-7-paid")
            .orderingKey("order \"7\" \\ 😀")
            .channels("eu", "us")
            .tags("vip")
            .header("X-One", "a \"b\" \\")
            .build();
    assertThat(MessageJson.of(message)).contains("\"payload\":" + payload);
    assertThat(written(message))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"eventType": "order.paid", "eventId": "order-7-paid",
                     "orderingKey": "order \\"7\\" \\\\ 😀", "channels": ["eu", "us"],
                     "tags": ["vip"], "headers": {"X-One": "a \\"b\\" \\\\"},
                     "payload": {"n": 1.10, "e": "é /"}}\
                    """));
  }

  @Test
  void bodiesThatAreNoObjectAreWrittenAsTextOrBytes() {
    assertThat(written(json(" [1, 2] ")).path("body").asString()).isEqualTo(" [1, 2] ");
    assertThat(written(json("7")).path("contentType").asString()).isEqualTo("application/json");
    String text = "\u0000\u001f\"\\\n\u2028\ud83d\ude00";
    JsonNode csv = written(OutboxMessage.of("shop", "a", new Body.Text(text, "text/csv")).build());
    assertThat(csv.path("body").asString()).isEqualTo(text);
    assertThat(csv.path("contentType").asString()).isEqualTo("text/csv");
    byte[] bytes = {0, -1, 127};
    JsonNode png =
        written(OutboxMessage.of("shop", "a", new Body.Bytes(bytes, "image/png")).build());
    assertThat(Base64.getDecoder().decode(png.path("bodyBase64").asString())).isEqualTo(bytes);
  }

  /** What would end the list early or make it unreadable never comes into the table. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}}",
        "{} {}",
        "[][]",
        "{},{\"eventType\":\"b\"}",
        "{\"hush\":}",
        "hush",
        "{\"a\":\"hush\n\"}",
        "{\"a\":\"\\x\"}",
        "01",
        "1 2",
        "NaN",
        "{'a':1}",
        "{}//",
        "\ufeff{}",
        "\"\\ud8\"",
        "tru"
      })
  void aPayloadThatIsNoJsonIsRefusedAndNotShown(String payload) {
    assertThatThrownBy(() -> MessageJson.of(json(payload)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("payload")
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void nestingHasAnEnd() {
    String deep = "[".repeat(125) + "]".repeat(125);
    assertThat(written(json(deep)).path("body").asString()).isEqualTo(deep);
    assertThatThrownBy(() -> MessageJson.of(json("[".repeat(100_000))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatTheApiWouldRefuseIsRefusedBefore() {
    refused(m -> m.eventId(""), "eventId");
    refused(m -> m.eventId("msg_hush"), "eventId");
    refused(m -> m.eventId("hush\n"), "eventId");
    refused(m -> m.eventId("x".repeat(257)), "eventId");
    refused(m -> m.orderingKey("hush\u0000"), "orderingKey");
    refused(m -> m.orderingKey("\ud800"), "orderingKey");
    refused(m -> m.orderingKey("k").deliverAt(Instant.MAX), "deliverAt");
    refused(m -> m.channels("1", "2", "3", "4", "5", "6"), "channels");
    refused(m -> m.tags("hush", "hush"), "tags");
    refused(m -> m.tags("x".repeat(129)), "tags");
    refused(m -> m.header("X", "hush\r\nY: 1"), "headers");
    refused(m -> m.header("X:", "hush"), "headers");
    List.of("..", "a/b", "a?b", "", "é")
        .forEach(application ->
            assertThatThrownBy(() -> OutboxMessage.json(application, "a", "{}").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("application"));
    assertThatThrownBy(() -> json("{\"a\":\"\udc00\"}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> OutboxMessage.of("shop", "a", new Body.Text("", "text\r\nX: hush")).build())
        .hasMessageNotContaining(SECRET)
        .hasMessageContaining("contentType");
  }

  @Test
  void neitherTextNorBytesAreShown() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    OutboxMessage message =
        OutboxMessage.of("shop", "a", new Body.Bytes(bytes, "image/png"))
            .header("X-Api-Key", SECRET)
            .build();
    assertThat(message.toString()).doesNotContain(SECRET).contains(message.eventId());
  }

  @Test
  void tablesHavePlainNames() {
    for (String name : List.of("", "a b", "a;drop", "a.b.c", "1a", "a\"", "x".repeat(49), "a.")) {
      assertThatThrownBy(() -> new Outbox(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Outbox("own.events").schema(Dialect.POSTGRESQL))
        .anyMatch(s -> s.startsWith("create index if not exists events_state on own.events "));
  }
}
