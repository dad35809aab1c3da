package dev.postrider.server.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The table of docs/platforms.md says of every requirement which test shows it, or why none does;
 * it is made of the tests' names. After a change, put what the failure prints into the document.
 */
final class RequirementsTest {
  private static final Path DOCUMENT = Path.of("../docs/platforms.md");
  private static final String BEGIN = "<!-- requirements -->\n";
  private static final String END = "<!-- end of requirements -->";
  private static final Pattern NUMBER =
      Pattern.compile("(?<![A-Za-z0-9])([MQYC])_([0-9]+)(?![0-9])");

  @Test
  void theDocumentSaysWhichTestShowsWhat() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    assertThat(begin).as("a line " + BEGIN).isNotNegative();
    assertThat(document.substring(begin + BEGIN.length(), end)).isEqualTo(table());
  }

  @Test
  void everyTestNamesARequirementThatThereIs() throws IOException {
    List<String> known = requirements().stream().map(r -> r[0]).toList();
    assertThat(known)
        .hasSize(45 + 20 + 20 + 26)
        .doesNotHaveDuplicates()
        .containsAll(tests().keySet());
  }

  private static String table() throws IOException {
    Map<String, List<String>> tests = tests();
    StringBuilder table =
        new StringBuilder("| | requirement | shown by, or why not |\n|---|---|---|\n");
    for (String[] requirement : requirements()) {
      List<String> shown = tests.getOrDefault(requirement[0], List.of());
      String certain = requirement[1].isEmpty() ? "" : " ●";
      assertThat(shown.isEmpty())
          .as(requirement[0] + " has a test, or a reason why it has none, and not both")
          .isEqualTo(!requirement[3].isEmpty());
      assertThat(requirement[1].isEmpty() || !shown.isEmpty())
          .as(requirement[0] + " is certain, so that no reason can stand for a test")
          .isTrue();
      table
          .append("| ")
          .append(requirement[0])
          .append(certain)
          .append(" | ")
          .append(requirement[2])
          .append(" | ")
          .append(shown.isEmpty() ? requirement[3] : String.join(", ", shown))
          .append(" |\n");
    }
    return table.toString();
  }

  private static List<String[]> requirements() throws IOException {
    List<String[]> requirements = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(RequirementsTest.class.getResourceAsStream("/requirements.txt"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] cells = (line + " ").split("\\|", -1);
          requirements.add(
              new String[] {
                cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip()
              });
        }
      }
    }
    return requirements;
  }

  /** The tests of this package by the requirements that their names hold. */
  private static Map<String, List<String>> tests() {
    JavaClasses classes =
        new ClassFileImporter().importPackages(RequirementsTest.class.getPackageName());
    Map<String, List<String>> tests = new TreeMap<>();
    classes.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(RequirementsTest::isRun)
        .sorted((a, b) -> name(a).compareTo(name(b)))
        .forEach(method -> {
          Matcher number = NUMBER.matcher(method.getName().replaceAll("_(?=[MQYC]_)", "  "));
          while (number.find()) {
            tests
                .computeIfAbsent(number.group(1) + "-" + number.group(2), _ -> new ArrayList<>())
                .add(name(method));
          }
        });
    return tests;
  }

  private static boolean isRun(JavaMethod method) {
    return (method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
        && !method.isAnnotatedWith(Disabled.class)
        && !method.getOwner().isAnnotatedWith(Disabled.class);
  }

  private static String name(JavaMethod method) {
    return "`" + method.getOwner().getSimpleName() + "." + method.getName() + "`";
  }
}
