package dev.postrider.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CurlTest {

  /** A real shell is asked what it makes of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "it's",
        "'; exit 7; '",
        "$(id) `id` $HOME \\ \"",
        "a\nb",
        "",
        "''''",
        "!x"
      })
  void aShellTakesEachTextForWhatItIs(String text) throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf %s " + Curl.quoted(text))
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    assertThat(said).isEqualTo(text);
  }

  /** As the API calls them, and as requests have them. */
  @ParameterizedTest
  @CsvSource({"webhook, webhook-id: msg_1, svix", "svix, svix-id: msg_1, webhook"})
  void headersAreThoseOfTheEndpoint(String names, String header, String other) {
    assertThat(command(names, "{}"))
        .contains("-H '" + header + "'", "-H '" + names + "-timestamp: 7'")
        .doesNotContain(other + "-");
  }

  @Test
  void aPlatformThatKnowsNoHeadersGetsNone() {
    assertThat(command("none", "{}"))
        .isEqualTo(
            """
            curl -i 'https://example.com' \\
              -H 'content-type: text/plain' \\
              --data-raw '{}'\
            """);
  }

  @Test
  void aLargeBodyIsReadFromAFile() {
    String body = "x".repeat(16_384);
    assertThat(command("none", body)).endsWith("--data-raw '" + body + "'");
    assertThat(command("none", body + "x")).endsWith("--data-binary @payload");
  }

  private static String command(String names, String body) {
    return Curl.command("https://example.com", "text/plain", names, "msg_1", "7", body);
  }
}
