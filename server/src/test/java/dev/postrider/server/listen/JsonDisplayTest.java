package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.server.listen.Desk.Wish;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What programs read: every line is an object, and its members are those of docs/listen.md. */
final class JsonDisplayTest {
  private static final String BODY = "{\"text\":\"Přišla \u001b[2J\\u202e\u202e\"}\n";

  @TempDir Path folder;

  @Test
  void everyLineIsAnObjectInAscii() throws Exception {
    Wish wish = Wish.of(Desk.signatures()).at("/hook").inJson();
    byte[] binary = {0, 1, (byte) 0xff};
    try (var desk = new Desk(folder, wish)) {
      desk.post("/hook?token=HUSH", BODY, Desk.signed(BODY));
      List<JsonNode> one = desk.lines(1);
      desk.post("/hook", binary, Map.of("Authorization", "Bearer HUSH"));
      desk.lines(2);
      desk.post("/other", "", Map.of());
      List<JsonNode> lines = desk.lines(3);
      assertThat(desk.printed.toString()).matches("[ -~\n]*").doesNotContain("HUSH");
      assertThat(lines.getFirst()).isEqualTo(one.getFirst());
      genuine(lines.get(0));
      refused(lines.get(1));
      turned(lines.get(2));
      documented(lines);
    }
  }

  private static void genuine(JsonNode line) {
    assertThat(line.path("type").asString()).isEqualTo("webhook");
    assertThat(line.path("id").asLong()).isEqualTo(1);
    assertThat(line.path("time").asString()).isEqualTo("2023-11-14T22:13:20Z");
    assertThat(line.path("method").asString()).isEqualTo("POST");
    assertThat(line.path("target").asString()).isEqualTo("/hook?token=****");
    assertThat(line.path("headers").path("webhook-id").path(0).asString()).isEqualTo("msg_1");
    assertThat(line.path("verified").booleanValue()).isTrue();
    assertThat(line.path("reason").isNull()).isTrue();
    assertThat(line.path("messageId").asString()).isEqualTo("msg_1");
    assertThat(line.path("signedSecondsBefore").asLong()).isZero();
    assertThat(line.path("body").asString()).isEqualTo(BODY);
    assertThat(line.path("bodyBase64").isNull()).isTrue();
    assertThat(line.path("status").asInt()).isEqualTo(200);
    assertThat(line.path("answerMillis").isNumber()).isTrue();
    assertThat(line.path("senderGone").booleanValue()).isFalse();
  }

  private static void refused(JsonNode line) {
    assertThat(line.path("verified").isBoolean()).isTrue();
    assertThat(line.path("verified").booleanValue()).isFalse();
    assertThat(line.path("reason").asString()).isEqualTo("MISSING_HEADERS");
    assertThat(line.path("explanation").asString()).startsWith("it has no webhook-id");
    assertThat(line.path("headers").path("authorization").path(0).asString())
        .isEqualTo("Bearer ****");
    assertThat(line.path("body").isNull()).isTrue();
    assertThat(line.path("bodyBase64").asString()).isEqualTo("AAH/");
    assertThat(line.path("bytes").asInt()).isEqualTo(3);
    assertThat(line.path("status").asInt()).isEqualTo(401);
  }

  private static void turned(JsonNode line) {
    assertThat(line.path("type").asString()).isEqualTo("not_taken");
    assertThat(line.path("target").asString()).isEqualTo("/other");
    assertThat(line.path("status").asInt()).isEqualTo(404);
  }

  private static void documented(List<JsonNode> lines) throws Exception {
    String document = Files.readString(Path.of("..", "docs", "listen.md"));
    for (JsonNode line : lines) {
      for (String member : line.propertyNames()) {
        assertThat(document).contains("| `" + member + "` |");
      }
      assertThat(document).contains("| `type` | `" + line.path("type").asString() + "` |");
    }
  }
}
