package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProcessFilesTest {

  @Test
  void readsTheTimesOfAProcessWhoseNameLooksLikeFields() {
    String line =
        "4711 (post) S 1 (gres) S 1 4711 4711 0 -1 4194560 1507 3389 1 5 120 30 7 3 20 0 1 0 1234 220 55 1844";
    assertThat(ProcessFiles.parseStat(line))
        .isEqualTo(new ProcessFiles.Cpu(1_500_000_000L, 100_000_000L));
  }

  @Test
  void readsMemoryInBytes() {
    String status =
        """
        Name:	java
        VmPeak:	 9 kB
        VmHWM:	  600000 kB
        VmRSS:	  512000 kB
        RssAnon:	  400000 kB
        RssFile:	  102000 kB
        RssShmem:	  10000 kB
        """;
    assertThat(ProcessFiles.parseStatus(status))
        .isEqualTo(new ProcessFiles.Memory(524_288_000L, 614_400_000L, 409_600_000L, 10_240_000L));
  }

  @Test
  void theMachineIsBusyWithAllButIdlingAndWaiting() {
    String stat = "cpu  100 10 50 9000 700 5 15 20 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\n";
    assertThat(ProcessFiles.parseMachine(stat)).isEqualTo(2_000_000_000L);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsThisProcess() throws IOException {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessFiles.cpu(self).orElseThrow().own()).isPositive();
    assertThat(ProcessFiles.memory(self).orElseThrow().peak()).isGreaterThan(1_000_000);
  }

  @Test
  void aProcessThatIsGoneHasNone() throws IOException {
    assertThat(ProcessFiles.cpu(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void findsThePostmasterBelowADirectory(@TempDir Path directory) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data/postgres"));
    Files.writeString(data.resolve("postmaster.pid"), "4711\n" + data + "\n1700000000\n5432\n");
    assertThat(Postmaster.under(directory)).contains(new Postmaster(4711));
  }

  @Test
  void aDirectoryWithoutPostgresHasNoPostmaster(@TempDir Path directory) throws IOException {
    assertThat(Postmaster.under(directory)).isEqualTo(Optional.empty());
  }
}
