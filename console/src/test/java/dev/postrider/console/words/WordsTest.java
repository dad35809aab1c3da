package dev.postrider.console.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that pages ask for is there, in each language, and nothing else. */
final class WordsTest {
  private static final Path SOURCES = Path.of("src/main");
  private static final Path BUNDLES = SOURCES.resolve("resources/dev/postrider/console/words");

  /** A key as a whole, in a template or a class. */
  private static final Pattern WHOLE =
      Pattern.compile("\\btext\\(\"([A-Za-z0-9.-]+)\"|[?:] \"([a-z]+(?:\\.[A-Za-z-]+)+)\"");

  /** A key that has a text for each form of number. */
  private static final Pattern COUNTED = Pattern.compile("\\bcount\\(\"([A-Za-z0-9.-]+)\"");

  /** The beginning of a key whose end comes from what is shown. */
  private static final Pattern BEGUN = Pattern.compile("\"([A-Za-z.]+\\.)\" \\+");

  @Test
  void allLanguagesHaveTheSameKeys() throws IOException {
    Set<String> english = bundle("words.properties").stringPropertyNames();
    for (Locale locale : Words.LANGUAGES) {
      String name = locale.equals(Locale.ENGLISH) ? "" : "_" + locale.toLanguageTag();
      Properties bundle = bundle("words" + name + ".properties");
      assertThat(bundle.stringPropertyNames()).as(locale.toString()).isEqualTo(english);
      bundle.forEach((key, text) -> assertThat((String) text).as("%s", key).isNotBlank());
    }
  }

  @Test
  void translationsSpeakOfTheSameThings() throws IOException {
    Properties english = bundle("words.properties");
    Properties czech = bundle("words_cs.properties");
    for (String key : english.stringPropertyNames()) {
      for (int i = 0; i < 3; i++) {
        String place = "{" + i + "}";
        assertThat(czech.getProperty(key).contains(place))
            .as("%s in %s", place, key)
            .isEqualTo(english.getProperty(key).contains(place));
      }
    }
  }

  @Test
  void whatPagesAskForIsThere() throws IOException {
    Set<String> there = bundle("words.properties").stringPropertyNames();
    Set<String> asked = asked();
    assertThat(asked).hasSizeGreaterThan(100);
    assertThat(there).containsAll(asked);
  }

  @Test
  void nothingIsThereThatNoPageAsksFor() throws IOException {
    Set<String> unknown = new TreeSet<>(bundle("words.properties").stringPropertyNames());
    unknown.removeAll(asked());
    List<String> begun = new ArrayList<>();
    for (String source : sources()) {
      BEGUN.matcher(source).results().forEach(found -> begun.add(found.group(1)));
    }
    unknown.removeIf(key -> begun.stream().anyMatch(key::startsWith));
    assertThat(unknown).isEmpty();
  }

  @Test
  void numbersAndFormsAreThoseOfTheLanguage() {
    Words czech = Words.of("cs", null);
    assertThat(czech.number(1_234_567)).isEqualTo("1\u00a0234\u00a0567");
    assertThat(Words.of(null, "cs;q=0.9, fr").tag()).isEqualTo("cs");
    assertThat(Words.of(null, "fr").tag()).isEqualTo("en");
    assertThat(Words.of("nonsense", "%%").tag()).isEqualTo("en");
    assertThat(Words.of("en", "cs").text("millis", 1_500)).isEqualTo("1,500\u00a0ms");
  }

  private static Set<String> asked() throws IOException {
    Set<String> asked = new TreeSet<>();
    for (String source : sources()) {
      COUNTED
          .matcher(source)
          .results()
          .forEach(found ->
              List.of("one", "few", "many")
                  .forEach(form -> asked.add(found.group(1) + "." + form)));
      WHOLE
          .matcher(source)
          .results()
          .forEach(found -> {
            String key = found.group(1) == null ? found.group(2) : found.group(1);
            if (!key.endsWith(".")) {
              asked.add(key);
            }
          });
    }
    return asked;
  }

  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(WordsTest::speaks).toList()) {
        sources.add(Files.readString(file));
      }
    }
    return sources;
  }

  private static boolean speaks(Path file) {
    return file.toString().endsWith(".jte") || file.toString().endsWith(".java");
  }

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(BUNDLES.resolve(name))) {
      properties.load(in);
    }
    return properties;
  }
}
