package dev.postrider.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.filter.Filter;
import dev.postrider.filter.Operator;
import dev.postrider.filter.Pointer;
import dev.postrider.filter.Sought;
import dev.postrider.filter.Value;
import dev.postrider.filter.Value.Missing;
import dev.postrider.filter.Value.Null;
import dev.postrider.filter.Value.Numeric;
import dev.postrider.filter.Value.Structure;
import dev.postrider.filter.Value.Text;
import dev.postrider.filter.Value.Truth;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
final class PayloadReadingTest {
  private static final Value EMPTY_OBJECT = new Structure(false, Map.of());

  @ParameterizedTest(name = "{1} of {0}")
  @MethodSource("places")
  void whatStandsAtAPlaceIsRead(String json, String pointer, Value expected) {
    assertThat(read(json, pointer)).isEqualTo(expected);
  }

  static Stream<Arguments> places() {
    return Stream.of(
        Arguments.of("{\"a\":{\"b\":\"x\"}}", "/a/b", new Text("x")),
        Arguments.of(" { \"a\" : [ 1 , \"\\u00e9\\ud83d\\ude00\" ] } ", "/a/1", new Text("é😀")),
        Arguments.of("{\"\\u0061\":1}", "/a", Numeric.of("1")),
        Arguments.of("{\"a\":1.50}", "/a", Numeric.of("1.5")),
        Arguments.of("{\"a\":-1e99999999999}", "/a", Numeric.of("-1e9999")),
        Arguments.of("{\"a\":true,\"b\":false}", "/b", new Truth(false)),
        Arguments.of("{\"a\":null}", "/a", new Null()),
        Arguments.of("{\"a\":null}", "/b", new Missing()),
        Arguments.of("{\"a\":{\"c\":[1,2]}}", "/a", EMPTY_OBJECT),
        Arguments.of("{\"a\":[[],[3,{\"b\":4}]]}", "/a/1/1/b", Numeric.of("4")),
        Arguments.of("{\"a\":[1]}", "/a/1", new Missing()),
        Arguments.of("{\"a\":{\"1\":2}}", "/a/1", Numeric.of("2")),
        Arguments.of("{\"a\":[1]}", "/a/b", new Missing()),
        Arguments.of("{\"a\":\"text\"}", "/a/0", new Missing()),
        Arguments.of("[7]", "/0", Numeric.of("7")),
        Arguments.of("7", "", Numeric.of("7")),
        Arguments.of("\"x\"", "", new Text("x")),
        Arguments.of("{}", "", EMPTY_OBJECT),
        Arguments.of("{\"\":{\"\":1}}", "//", Numeric.of("1")));
  }

  @Test
  void ofMembersWithOneNameTheLastCountsAsAWhole() {
    assertThat(read("{\"a\":1,\"a\":2}", "/a")).isEqualTo(Numeric.of("2"));
    assertThat(read("{\"a\":{\"b\":1},\"a\":{\"c\":2}}", "/a/b")).isEqualTo(new Missing());
    assertThat(read("{\"a\":{\"b\":1},\"a\":null}", "/a/b")).isEqualTo(new Missing());
    assertThat(read("{\"a\":null,\"a\":{\"b\":1}}", "/a/b")).isEqualTo(Numeric.of("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1} {}",
        "{\"a\":1,}",
        "{\"a\":1}\0",
        "\uFEFF{\"a\":1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "<a>1</a>",
      })
  void ofWhatIsNoJsonEverythingIsMissing(String text) {
    assertThat(read(text, "/a")).isEqualTo(new Missing());
    assertThat(read(text, "")).isEqualTo(new Missing());
  }

  @Test
  void whatIsBeyondTheBoundsOfJsonReadingIsNoJson() {
    assertThat(read("{\"a\":1,\"b\":" + "[".repeat(128) + "]".repeat(128) + "}", "/a"))
        .isEqualTo(new Missing());
    assertThat(read("{\"a\":1,\"b\":" + "[".repeat(127) + "]".repeat(127) + "}", "/a"))
        .isEqualTo(Numeric.of("1"));
    assertThat(read("{\"a\":" + "1".repeat(1_001) + "}", "/a")).isEqualTo(new Missing());
    assertThat(read("{\"a\":" + "1".repeat(1_000) + "}", "/a"))
        .isEqualTo(Numeric.of("1".repeat(1_000)));
  }

  @Test
  void longArraysAndManyNamesakesAreReadInOnePass() {
    String array = "{\"a\":[" + "1,".repeat(500_000) + "2]}";
    assertThat(read(array, "/a/3")).isEqualTo(Numeric.of("1"));
    assertThat(read(array, "/a/500000")).isEqualTo(Numeric.of("2"));
    String namesakes = "{" + "\"a\":{\"b\":1},".repeat(100_000) + "\"a\":{\"b\":2}}";
    assertThat(read(namesakes, "/a/b")).isEqualTo(Numeric.of("2"));
  }

  private static Value read(String json, String pointer) {
    Pointer at = Pointer.parse(pointer);
    Filter filter = new Filter.Condition(at, new Operator.Exists(true));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return PayloadReading.read(bytes, Sought.by(List.of(filter))).at(at);
  }
}
