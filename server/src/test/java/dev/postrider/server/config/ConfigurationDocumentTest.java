package dev.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md against the settings that there are. */
final class ConfigurationDocumentTest {

  @Test
  void theTableIsThatOfTheProgram() throws IOException {
    String table =
        Catalogue.KEYS.stream()
            .map(ConfigurationDocumentTest::row)
            .collect(
                Collectors.joining(
                    "\n",
                    "| key | variable | must be | default | |\n|---|---|---|---|---|\n",
                    "\n"));
    Path written = Path.of("target", "configuration-table.md");
    Files.createDirectories(written.getParent());
    Files.writeString(written, table);
    assertThat(Files.readString(Path.of("..", "docs", "configuration.md")))
        .as("docs/configuration.md holds the table of server/%s", written)
        .contains(table);
  }

  private static String row(Key<?> key) {
    String otherwise = key.defaultText();
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(
            key.path(),
            key.variable(),
            key.kind().bound().replace("|", "\\|"),
            otherwise.isEmpty() ? "" : "`" + otherwise + "`",
            key.does() + (key.secret() ? " Secret: never shown, no option." : ""));
  }
}
