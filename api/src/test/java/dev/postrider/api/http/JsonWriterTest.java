package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class JsonWriterTest {

  @Test
  void anyTextComesBackAsItWas() {
    long seed = 20260301;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int i = 0; i < length; i++) {
        int bound = random.nextBoolean() ? 0x100 : 0x110000;
        int code = random.nextInt(bound);
        text.appendCodePoint(code >= 0xd800 && code < 0xe000 ? '"' : code);
      }
      String json = new JsonWriter().value(text.toString()).toString();
      assertThat(new JsonMapper().readTree(json).stringValue())
          .as("seed " + seed)
          .isEqualTo(text.toString());
    }
  }

  @Test
  void halfASurrogatePairIsEscapedAndDoesNotBreakTheRest() {
    assertThat(new JsonWriter().value("a\ud800b\udc00").toString())
        .isEqualTo("\"a\\ud800b\\udc00\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z",
    "2026-03-01T12:00:00.123456789Z, 2026-03-01T12:00:00.123456Z",
    "2112-12-31T23:59:59.999999Z, 2112-12-31T23:59:59.999999Z",
    "2026-03-01T12:00:00.000001Z, 2026-03-01T12:00:00.000001Z"
  })
  void instantsHaveMicroseconds(Instant instant, String text) {
    assertThat(new JsonWriter().value(instant).toString()).isEqualTo("\"" + text + "\"");
  }

  @Test
  void nestingPutsItsCommas() {
    JsonWriter json = new JsonWriter();
    json.beginObject()
        .name("a")
        .beginArray()
        .value(1)
        .value("b")
        .beginObject()
        .endObject()
        .endArray();
    json.name("c")
        .raw("{ }".getBytes(StandardCharsets.US_ASCII))
        .name("d")
        .value((Instant) null)
        .endObject();
    assertThat(json.toString()).isEqualTo("{\"a\":[1,\"b\",{}],\"c\":{ },\"d\":null}");
  }

  @Test
  void growsWithWhatIsWritten() {
    String text = "x".repeat(100_000);
    assertThat(new JsonWriter().value(text).toString()).isEqualTo("\"" + text + "\"");
  }
}
