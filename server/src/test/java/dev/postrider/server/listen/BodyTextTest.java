package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.Payload;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as a terminal gets them. */
final class BodyTextTest {

  @Test
  void jsonIsIndentedAndOtherwiseAsItWas() {
    assertThat(
            of("{\"b\":1.0,\"a\":[1e2,-0],\"n\":123456789012345678901234567890.10,\"b\":null}")
                .lines())
        .containsExactly(
            "{",
            "  \"b\": 1.0,",
            "  \"a\": [ 1e2, -0 ],",
            "  \"n\": 123456789012345678901234567890.10,",
            "  \"b\": null",
            "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1} x", "{\"a\":1}{}", "{\"a\":", "nothing", "1 2", "{a:1}"})
  void whatIsNotOneValueIsText(String text) {
    assertThat(of(text).lines()).containsExactly(text);
  }

  @Test
  void jsonThatIsDeepIsText() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    BodyText body = of(deep);
    assertThat(body.lines()).containsExactly(deep.substring(0, 2_000) + "…");
    assertThat(body.whole()).isFalse();
  }

  @Test
  void aLongTextIsCut() {
    String lines = IntStream.range(0, 201).mapToObj(i -> i + "\n").collect(Collectors.joining());
    assertThat(of(lines).lines()).hasSize(200).endsWith("199");
    assertThat(of(lines).whole()).isFalse();
    String json =
        IntStream.range(0, 1_000_000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(of(json).whole()).isFalse();
    assertThat(of(json).lines().getFirst()).startsWith("[ 0, 1, 2").hasSizeLessThan(2_010);
    assertThat(of("a\r\n\tb").lines()).containsExactly("a", "    b");
    assertThat(of("a\r\n\tb").whole()).isTrue();
  }

  @Test
  void whatIsNoTextIsShownByItsNumbers() {
    byte[] bytes = new byte[300];
    bytes[1] = 'A';
    bytes[2] = 0x1b;
    BodyText body = BodyText.of(Payload.of(bytes));
    assertThat(body.lines()).hasSize(16);
    assertThat(body.lines().getFirst())
        .isEqualTo("00000000  00 41 1b 00 00 00 00 00 00 00 00 00 00 00 00 00  |.A..............|");
    assertThat(body.whole()).isFalse();
    assertThat(BodyText.of(Payload.of(new byte[] {(byte) 0xff})).lines())
        .containsExactly("00000000  ff " + "   ".repeat(15) + " |.|");
  }

  private static BodyText of(String text) {
    return BodyText.of(Payload.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
