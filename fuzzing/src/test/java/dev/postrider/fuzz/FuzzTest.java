package dev.postrider.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The inputs that are kept break nothing, nor do some thousands that Jazzer makes of them; {@code
 * ./fuzz} tries for longer.
 */
final class FuzzTest {
  private static final Path KEPT = Path.of("src/test/resources/corpus");
  private static final int SEED = 20_260_501;
  private static final int RUNS = 6_000;

  @TestFactory
  List<DynamicNode> whatIsKeptBreaksNothing() throws IOException {
    List<DynamicNode> tests = new ArrayList<>();
    for (String name : Harnesses.names()) {
      Harness harness = Harnesses.named(name);
      for (Path input : kept(name)) {
        tests.add(
            DynamicTest.dynamicTest(
                name + "/" + input.getFileName(), () -> harness.tries(Files.readAllBytes(input))));
      }
    }
    return tests;
  }

  @TestFactory
  Stream<DynamicNode> nothingAndRubbishBreakNothing() {
    byte[] rubbish = new byte[256];
    for (int i = 0; i < rubbish.length; i++) {
      rubbish[i] = (byte) i;
    }
    return Harnesses.names().stream()
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  Harnesses.named(name).tries(new byte[0]);
                  Harnesses.named(name).tries(rubbish);
                }));
  }

  @Test
  void everyFolderOfInputsHasItsHarness() throws IOException {
    try (Stream<Path> folders = Files.list(KEPT)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Harnesses.names());
    }
  }

  @Test
  void whatJazzerMakesOfThemBreaksNothing(@TempDir Path work)
      throws IOException, InterruptedException {
    Path seeds = Files.createDirectory(work.resolve("seeds"));
    List<String> names = Harnesses.names();
    for (String name : names) {
      for (Path input : kept(name)) {
        byte[] bytes = Files.readAllBytes(input);
        byte[] chosen = new byte[bytes.length + 1];
        chosen[0] = (byte) names.indexOf(name);
        System.arraycopy(bytes, 0, chosen, 1, bytes.length);
        Files.write(seeds.resolve(name + "-" + input.getFileName()), chosen);
      }
    }
    Path output = work.resolve("output");
    Campaign campaign =
        new Campaign(Harnesses.EVERY, List.of("-seed=" + SEED, "-runs=" + RUNS), seeds, work);
    int status = campaign.start(ProcessBuilder.Redirect.to(output.toFile())).waitFor();
    String said = Files.readString(output);
    assertThat(status).as("Jazzer with the seed %d says:%n%s", SEED, said).isZero();
    assertThat(said).contains("Done " + RUNS + " runs");
  }

  @Test
  void aHarnessThatIsNoneIsRefusedWithThoseThatAre() {
    assertThatCode(() -> Harnesses.named("no-such"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such")
        .hasMessageContaining("target");
  }

  private static List<Path> kept(String name) throws IOException {
    try (Stream<Path> files = Files.list(KEPT.resolve(name))) {
      return files.sorted().toList();
    }
  }
}
