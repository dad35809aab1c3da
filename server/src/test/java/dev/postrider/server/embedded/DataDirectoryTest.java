package dev.postrider.server.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void isTakenByOneAtATime() throws IOException {
    DataDirectory first = DataDirectory.open(directory);
    Complaint complaint =
        catchThrowableOfType(Complaint.class, () -> DataDirectory.open(directory));
    assertThat(complaint.sentence())
        .isEqualTo(
            "Another Postrider (process %d) is using the data directory %s; stop it, or choose another directory with --data."
                .formatted(ProcessHandle.current().pid(), directory));
    assertThat(complaint.exitCode()).isEqualTo(1);
    first.close();
    DataDirectory.open(directory).close();
  }

  @Test
  void cannotBeAFile() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Complaint complaint = catchThrowableOfType(Complaint.class, () -> DataDirectory.open(file));
    assertThat(complaint.sentence())
        .startsWith("The data directory " + file + " cannot be written to")
        .contains("choose another with --data");
  }

  @Test
  void makesASecretOnce() throws IOException {
    assertThat(DataDirectory.storedSecret(directory, "name")).isEmpty();
    String made;
    try (DataDirectory data = DataDirectory.open(directory)) {
      made = data.secret("name", new SecureRandom());
      assertThat(data.secret("name", new SecureRandom())).isEqualTo(made).hasSize(43);
    }
    assertThat(DataDirectory.storedSecret(directory, "name")).contains(made);
  }
}
