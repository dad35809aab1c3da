package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountsTest {

  @ParameterizedTest
  @CsvSource({"0B, 0, 0B", "1024B, 1024, 1KiB", "4MiB, 4194304, 4MiB", "2 gib, 2147483648, 2GiB"})
  void sizes(String text, long bytes, String shown) {
    assertThat(Amounts.size(text)).isEqualTo(bytes);
    assertThat(Amounts.showSize(bytes)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0s, 0, 0s", "1500ms, 1500, 1500ms", "90s, 90000, 90s", "48h, 172800000, 2d"})
  void durations(String text, long millis, String shown) {
    assertThat(Amounts.duration(text)).isEqualTo(Duration.ofMillis(millis));
    assertThat(Amounts.showDuration(Duration.ofMillis(millis))).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1.5h", "1s ", "5 weeks", "999999999999999d"})
  void noDuration(String text) {
    assertThatThrownBy(() -> Amounts.duration(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
