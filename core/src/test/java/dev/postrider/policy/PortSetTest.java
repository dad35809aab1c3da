package dev.postrider.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PortSetTest {
  /** WHATWG Fetch, section "Port blocking", without 0, which no URL may have here. */
  private static final List<Integer> BAD_PORTS =
      List.of(
          1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
          102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389,
          427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
          989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566,
          6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080);

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "' ', ''",
    "'25', 25",
    "'25, 26 ,27', 25-27",
    "'1,6000-6063,65535', '1,6000-6063,65535'",
    "'1-65535', '1-65535'",
    "'80,80', 80",
  })
  void isReadAndShown(String text, String shown) {
    assertThat(PortSet.parse(text)).hasToString(shown).isEqualTo(PortSet.parse(shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "0",
        "0-5",
        "65536",
        "1-65536",
        "99999999999",
        "-1",
        "5-",
        "6-5",
        "1,,2",
        "+8",
        "８０"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> PortSet.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rangesHaveBothEnds() {
    PortSet ports = PortSet.parse("1,10-12,65535");
    assertThat(List.of(1, 10, 11, 12, 65_535)).allMatch(ports::contains);
    assertThat(List.of(2, 9, 13, 65_534)).noneMatch(ports::contains);
  }

  @Test
  void noWebServersHasThoseThatBrowsersRefuse() {
    assertThat(BAD_PORTS).allMatch(PortSet.NO_WEB_SERVERS::contains);
    assertThat(List.of(80, 443, 3000, 4000, 5000, 8000, 8080, 8443, 9000, 9443))
        .noneMatch(PortSet.NO_WEB_SERVERS::contains);
  }
}
