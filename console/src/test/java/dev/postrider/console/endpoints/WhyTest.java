package dev.postrider.console.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.attempt.Outcome.Failure;
import dev.postrider.console.words.Words;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever came of an attempt, there are words that tell what to do. */
final class WhyTest {
  private static final Words WORDS = Words.of("en", null);

  @ParameterizedTest
  @EnumSource(Failure.class)
  void eachFailureHasItsWords(Failure failure) {
    String key = Why.key(0, failure + ": something");
    assertThat(key).isNotEqualTo("why.settled");
    assertThat(WORDS.has(key)).isTrue();
  }

  @Test
  void eachStatusHasWords() {
    assertThat(IntStream.range(100, 600).mapToObj(status -> Why.key(status, "")))
        .allMatch(WORDS::has);
  }

  @ParameterizedTest
  @CsvSource({"500, broken", "401, forbidden", "302, redirect", "204, odd", "404, nowhere"})
  void theWordsAreThoseOfTheStatus(int status, String end) {
    assertThat(Why.key(status, "")).isEqualTo("why." + end);
  }
}
