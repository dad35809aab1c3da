package dev.postrider.server.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpansTest {
  @ParameterizedTest
  @CsvSource({
    "PT0.0031S, 3.1 ms",
    "PT2S, 2 s",
    "PT2.04S, 2.0 s",
    "PT59S, 59 s",
    "PT5M, 5 min",
    "PT6M12S, 6 min 12 s",
    "PT3H5M, 3 h 5 min",
    "PT100H, 4 days"
  })
  void timesAreReadable(Duration span, String shown) {
    assertThat(Spans.shown(span)).isEqualTo(shown);
  }
}
