package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins are compared with what browsers send, so they are brought into the same form. */
final class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com",
    "https://App.Example.com:443, https://app.example.com",
    "http://app.example.com:80, http://app.example.com",
    "http://localhost:3000, http://localhost:3000",
    "http://[::1]:3000, http://[::1]:3000",
  })
  void theyAreAsBrowsersSayThem(String given, String said) {
    assertThat(Origin.read(given)).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.example.com",
        "https://app.example.com/",
        "https://app.example.com/portal",
        "https://app.example.com?a",
        "https://user@app.example.com",
        "https://",
        "ftp://app.example.com",
        "https://*.example.com",
        "null"
      })
  void whatIsNoneIsRefused(String given) {
    assertThatThrownBy(() -> Origin.read(given)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePagesOfThePortalMayCall() {
    Settings settings =
        Sources.read(
            null,
            Map.of(
                "POSTRIDER_HTTP_CORS_ORIGINS", "https://a.example,https://B.example",
                "POSTRIDER_PORTAL_URL", "https://shop.example/webhooks"),
            Map.of());
    assertThat(Config.of(settings, "test").api().door().origins())
        .containsExactlyInAnyOrder(
            "https://a.example", "https://b.example", "https://shop.example");
    assertThat(Config.of(new Settings(), "test").api().door().origins()).isEmpty();
  }
}
