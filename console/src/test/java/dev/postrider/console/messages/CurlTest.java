package dev.postrider.console.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CurlTest {

  /** A real shell is asked what it makes of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "it's",
        "'; touch /tmp/x; '",
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
}
