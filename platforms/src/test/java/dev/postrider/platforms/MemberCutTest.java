package dev.postrider.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is cut out takes its comma along and nothing else. */
final class MemberCutTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{\"x\":1}|{}",
        "{ \"x\" : 1 }|{  }",
        "{\"x\":1,\"b\":2}|{\"b\":2}",
        "{ \"x\" : 1 , \"b\":2}|{ \"b\":2}",
        "{\"a\":1.50 , \"x\":\"y,}\\\"\" }|{\"a\":1.50 }",
        "{\"a\":\"ü \\u00fc 🐎\",\"x\":[1,{\"x\":2}],\"b\":1e3}|{\"a\":\"ü \\u00fc 🐎\",\"b\":1e3}",
        "{\"a\":{\"x\":1},\"x\":null}|{\"a\":{\"x\":1}}",
        "{\"\\u0078\":1,\"b\":2}|{\"b\":2}",
        "{\"a\":[{\"x\":1}],\"y\":1}|{\"a\":[{\"x\":1}],\"y\":1}",
        "[1,2]|[1,2]"
      })
  void theMemberIsGoneAndEveryOtherByteStays(String body, String rest) {
    assertThat(cut(body, "/x")).isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/x|{\"x\":1,\"a\":{\"y\":2,\"x\":3}}|{\"x\":1,\"a\":{\"y\":2}}",
        "/a~1b|{\"a/b\":1,\"a\":2}|{\"a\":2}",
        "/a/0/x|{\"a\":[{\"x\":1},{\"x\":2}]}|{\"a\":[{},{\"x\":2}]}"
      })
  void thePointerSaysWhich(String pointer, String body, String rest) {
    assertThat(cut(body, pointer)).isEqualTo(rest);
  }

  private static String cut(String body, String pointer) {
    byte[] cut = MemberCut.cut(body.getBytes(StandardCharsets.UTF_8), pointer);
    return new String(cut, StandardCharsets.UTF_8);
  }
}
