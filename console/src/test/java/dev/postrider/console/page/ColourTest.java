package dev.postrider.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColourTest {
  private static final Colour WHITE = new Colour(0xffffff);

  @Test
  void contrastIsThatOfWcag() {
    assertThat(WHITE.contrast(new Colour(0))).isEqualTo(21, within(0.001));
    assertThat(WHITE.contrast(WHITE)).isEqualTo(1, within(0.001));
    // The example that everybody knows: the lightest grey that can be read on white.
    assertThat(Colour.of("#767676").orElseThrow().contrast(WHITE)).isEqualTo(4.54, within(0.01));
  }

  @Test
  void whatStandsOnItCanBeRead() {
    assertThat(Colour.of("#0b5cad").orElseThrow().ink()).hasToString("#ffffff");
    assertThat(Colour.of("#7db8f5").orElseThrow().ink()).hasToString("#000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "red", "#fff", "#12345g", "#1234567", "#123456;}", " #123456"})
  void whatIsNoneIsRefused(String text) {
    assertThat(Colour.of(text)).isEmpty();
  }
}
