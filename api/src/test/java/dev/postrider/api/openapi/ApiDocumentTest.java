package dev.postrider.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file of the document that nobody reads would be forgotten silently. */
final class ApiDocumentTest {
  @Test
  void isMadeOfAllItsFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/openapi"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(Stream.of(ApiDocument.COMMON), ApiDocument.GROUPS.stream())
                  .map(name -> name + ".yaml")
                  .toList());
    }
  }
}
