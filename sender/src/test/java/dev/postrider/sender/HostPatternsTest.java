package dev.postrider.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPatternsTest {

  @ParameterizedTest
  @CsvSource({
    "hooks.example, hooks.example, true",
    "hooks.example, hooks.example., true",
    "hooks.example., hooks.example, true",
    "HOOKS.Example, hooks.example, true",
    "hooks.example, a.hooks.example, false",
    "hooks.example, xhooks.example, false",
    "hooks.example, hooks.example.evil, false",
    "*.example, a.example, true",
    "*.example, a.b.example., true",
    "*.example, example, false",
    "*.example, aexample, false",
    "*.example, a.example.evil, false",
    "bücher.example, xn--bcher-kva.example, true",
    "*.bücher.example, a.xn--bcher-kva.example, true",
    "ｈooks。example, hooks.example, true",
  })
  void matches(String pattern, String host, boolean matched) {
    assertThat(HostPatterns.parse("other.test, " + pattern).match(host)).isEqualTo(matched);
    assertThat(HostPatterns.NONE.match(host)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "*.",
        "*example",
        "a.*.example",
        "**.example",
        "a..example",
        "a b",
        "https://a.example",
        "a.example:80",
        "a.example/",
        "127.0.0.1",
        "*.0.0.1",
        "2130706433",
        "0x7f.1",
        "::1",
        "[::1]"
      })
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> HostPatterns.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @Test
  void areBounded() {
    assertThatThrownBy(() -> new HostPatterns(Collections.nCopies(1_001, "a.example")))
        .hasMessage("hosts: at most 1000, not 1001");
  }
}
