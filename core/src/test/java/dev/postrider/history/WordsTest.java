package dev.postrider.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.Message;
import dev.postrider.message.Payload;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
  private static final String JSON =
      """
      {"order": {"id": "order-17", "customer_name": "Žofie Krátká", "price": 129.50,
       "note": "Z\\u00e1silka\\nP\\u0159\\u00ed\\u0161t\\u011b \\"rychle\\"", "mail": "zofie@example.com"}}\
      """;

  private static boolean has(String text, String contentType, String sought) {
    return Words.of(sought).in(Payload.of(text), contentType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order
          ORDER
          order-17
          17 order
          Žofie
          žofie KRÁTKÁ
          krátká žofie
          customer name
          customer_name
          129.50
          zásilka příště
          Příště
          rychle
          zofie@example.com
          "id": "order-17"
          """)
  void findsWhatIsThere(String sought) {
    assertThat(has(JSON, Message.JSON, sought)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orde
          rder
          order missing
          17-order
          price-order
          Zofie-Kratka
          krátka
          nPříště
          u00e1silka
          """)
  void findsNothingElse(String sought) {
    assertThat(has(JSON, Message.JSON, sought)).isFalse();
  }

  @Test
  void whatIsWrittenTogetherMustStandTogether() {
    assertThat(has("17, order", "text/plain", "order 17")).isTrue();
    assertThat(has("17, order", "text/plain", "order-17")).isFalse();
    assertThat(has("order 17", "text/plain", "order-17")).isTrue();
  }

  /** A Mac writes the accent behind the letter. */
  @Test
  void aLetterWithItsAccentIsOneHoweverItIsWritten() {
    assertThat(has("pr\u030ci\u0301s\u030cte\u030c", "text/plain", "příště")).isTrue();
    assertThat(has("příště", "text/plain", "pr\u030ci\u0301s\u030cte\u030c")).isTrue();
    assertThat(has("\"pr\\u030Ci\\u0301s\\u030cte\\u030c\"", Message.JSON, "příště")).isTrue();
  }

  @Test
  void anEscapeIsOneInJsonAlone() {
    assertThat(has("C:\\new", "text/plain", "new")).isTrue();
    assertThat(has("\"a\\new\"", "application/cloudevents+json", "new")).isFalse();
    assertThat(has("{\"a\":\"\\u00zz b\\", Message.JSON, "b")).isTrue();
    assertThat(has("\\", Message.JSON, "b")).isFalse();
  }

  @Test
  void bytesThatAreNoTextBreakNothing() {
    byte[] latin = "caf\u00e9 noir".getBytes(Charset.forName("ISO-8859-1"));
    assertThat(Words.of("noir").in(Payload.of(latin), "text/plain")).isTrue();
    assertThat(Words.of("caf").in(Payload.of(latin), "text/plain")).isTrue();
    assertThat(Words.of("café").in(Payload.of(latin), "text/plain")).isFalse();
    byte[] zeros = {0, (byte) 0xff, 'a', 0, (byte) 0xc3};
    assertThat(Words.of("a").in(Payload.of(zeros), Message.JSON)).isTrue();
    assertThat(Words.of("a").in(Payload.EMPTY, Message.JSON)).isFalse();
  }

  @Test
  void aTextOfSignsHasNoWords() {
    assertThat(Words.of(" -- \"\" \\ ").runs()).isEmpty();
    assertThat(Words.of("").runs()).isEmpty();
    assertThat(Words.of("a A b").runs()).hasSize(2);
  }

  /** What is sought lies across every border of the windows that a payload is read by. */
  @Test
  void findsWhatStandsAnywhereInALargePayload() {
    String accents = "e\u030c".repeat(60);
    for (int before = 16_000; before < 17_200; before += 7) {
      String text = "x".repeat(before) + " order " + accents + " 17 " + "y ".repeat(9_000) + "end";
      assertThat(has(text, "text/plain", "order-" + accents + "-17"))
          .as("behind %d letters", before)
          .isTrue();
      assertThat(has(text, "text/plain", "order end 17")).isTrue();
      assertThat(has(text, "text/plain", "x")).isFalse();
    }
  }
}
