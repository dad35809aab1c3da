package dev.postrider.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class ApiKeyTextTest {
  private final RandomGenerator random = new Random(20_261_129);

  @Test
  void everyTextIsKnownByItsChecksumAndNoneIsTwice() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String text = ApiKeyText.generate(random);
      assertThat(text).matches("pr_live_[0-9A-Za-z]{49}");
      assertThat(ApiKeyText.isWellFormed(text)).isTrue();
      texts.add(text);
    }
    assertThat(texts).hasSize(1_000);
  }

  /** The form is a promise to those who search code for secrets. */
  @Test
  void theChecksumIsCrc32OfWhatStandsBeforeIt() {
    RandomGenerator zeros = () -> 0;
    assertThat(ApiKeyText.generate(zeros))
        .startsWith("pr_live_" + "0".repeat(43))
        .isEqualTo("pr_live_" + "0".repeat(43) + checksumOfZeros());
  }

  private static String checksumOfZeros() {
    var sum = new java.util.zip.CRC32();
    sum.update(("pr_live_" + "0".repeat(43)).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder text = new StringBuilder();
    long rest = sum.getValue();
    for (int i = 0; i < 6; i++) {
      text.append(digits.charAt((int) (rest % 62)));
      rest /= 62;
    }
    return text.reverse().toString();
  }

  @Test
  void whatWasMistypedIsNone() {
    String text = ApiKeyText.generate(random);
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      String wrong = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(ApiKeyText.isWellFormed(wrong)).as(wrong).isFalse();
    }
    assertThat(ApiKeyText.isWellFormed(text + "0")).isFalse();
    assertThat(ApiKeyText.isWellFormed(text.substring(1))).isFalse();
    assertThat(ApiKeyText.isWellFormed("")).isFalse();
    assertThat(ApiKeyText.isWellFormed(text.substring(0, 20) + "ž" + text.substring(21))).isFalse();
  }

  @Test
  void theHintIsItsBeginning() {
    String text = ApiKeyText.generate(random);
    assertThat(ApiKeyText.hint(text)).isEqualTo(text.substring(0, 12));
  }
}
