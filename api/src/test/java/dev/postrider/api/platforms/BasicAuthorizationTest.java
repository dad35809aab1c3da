package dev.postrider.api.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BasicAuthorizationTest {

  /** The first two are RFC 7617's own; the last is ISO 8859-1. */
  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==, Aladdin, open sesame",
        "Basic dGVzdDoxMjPCow==, test, 123£",
        "bASIC dTpw, u, p",
        "Basic dTo6cDo, u, :p:",
        "Basic Og==, '', ''",
        "Basic /GJlcjrk, über, ä",
      })
  void isRead(String header, String user, String password) {
    assertThat(BasicAuthorization.parse(header)).contains(new BasicAuthorization(user, password));
  }

  @Test
  void isWrittenInUtf8() {
    assertThat(new BasicAuthorization("test", "123£").header()).isEqualTo("Basic dGVzdDoxMjPCow==");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "BasicdTpw",
        "Bearer dTpw",
        "Basic dQ==",
        "Basic dTpw=",
        "Basic dT pw",
        "Basic dTpw\r\nX: y",
        "Basic dTpw, Basic dTpw",
        "Basic dTpwDQo=",
        "Basic dTpwAA==",
        "Basic u:p",
      })
  void isNothingElse(String header) {
    assertThat(BasicAuthorization.parse(header)).isEmpty();
    assertThat(BasicAuthorization.parse(null)).isEmpty();
  }

  @Test
  void isBoundedAndShowsNothing() {
    String longest = "Basic " + "YTpi".repeat(1_022);
    assertThat(BasicAuthorization.parse(longest).orElseThrow().toString())
        .isEqualTo("BasicAuthorization[***]");
    assertThat(BasicAuthorization.parse(longest + "YTpi")).isEmpty();
  }
}
