package dev.postrider.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A deliberate fault: a text that stands once in one source file, and what stands there instead.
 *
 * @param source from the root of the repository
 */
record Mutation(String name, Path source, String text, String instead) {
  private static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
  private static final Path HERE = ROOT.resolve("simulation/src/test/mutations");
  private static final String TEXT = "\n--- text\n";
  private static final String INSTEAD = "\n--- instead\n";

  static List<Mutation> all() throws IOException {
    try (Stream<Path> files = Files.list(HERE)) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().map(Mutation::read).toList();
    }
  }

  private static Mutation read(Path file) {
    try {
      String all = Files.readString(file);
      int text = all.indexOf(TEXT);
      int instead = all.indexOf(INSTEAD);
      String source = all.lines().findFirst().orElseThrow();
      return new Mutation(
          Objects.requireNonNull(file.getFileName()).toString().replace(".txt", ""),
          ROOT.resolve(source),
          all.substring(text + TEXT.length(), instead),
          all.substring(instead + INSTEAD.length()).stripTrailing());
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("not a mutation: " + file, e);
    }
  }

  /** What the README lists. */
  static List<String> listed() throws IOException {
    return Files.readString(HERE.resolve("README.md"))
        .lines()
        .filter(l -> l.startsWith("| `"))
        .map(l -> l.substring(3, l.indexOf('`', 3)))
        .toList();
  }

  /** The seed by which the list in the README says it is found. */
  int seed() throws IOException {
    String row = "| `" + name + "` | ";
    String line =
        Files.readString(HERE.resolve("README.md"))
            .lines()
            .filter(l -> l.startsWith(row))
            .findFirst()
            .orElseThrow(() -> new AssertionError("README.md does not list " + name));
    return Integer.parseInt(line.substring(row.length()).split(" ", 2)[0]);
  }

  /** The class that has the fault. */
  String className() {
    String path = ROOT.relativize(source).toString().replace('\\', '/');
    int from = path.indexOf("/java/") + "/java/".length();
    return path.substring(from, path.length() - ".java".length()).replace('/', '.');
  }

  /** Its source with the fault in it. */
  String mutated() throws IOException {
    String before = Files.readString(source);
    int at = before.indexOf(text);
    if (at < 0 || before.indexOf(text, at + 1) >= 0) {
      throw new AssertionError(
          String.format(Locale.ROOT, "the text of %s stands not once in %s", name, source));
    }
    return before.substring(0, at) + instead + before.substring(at + text.length());
  }

  @Override
  public String toString() {
    return name;
  }
}
