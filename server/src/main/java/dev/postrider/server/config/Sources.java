package dev.postrider.server.config;

import dev.postrider.server.terminal.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Collects settings: defaults, then the file, then the environment, then options; the later wins.
 */
public final class Sources {
  /** Names the configuration file, as the option {@code --config} does. */
  public static final String FILE_VARIABLE = "POSTRIDER_CONFIG";

  private static final long LONGEST_FILE = 1 << 20;

  private Sources() {}

  /**
   * Reads everything.
   *
   * @param file the option {@code --config}; null when not given
   * @param options by option name: {@code --port}
   */
  public static Settings read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> options) {
    var settings = new Settings();
    Optional.ofNullable(file)
        .or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of))
        .ifPresent(path -> addFile(settings, path));
    addEnvironment(settings, environment);
    options.forEach((name, text) ->
        settings.set(known(Catalogue.KEYS.stream(), Key::option, name, "option"), text, name));
    return settings;
  }

  private static void addEnvironment(Settings settings, Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach((name, text) -> {
          if (name.startsWith("POSTRIDER_") && !name.equals(FILE_VARIABLE)) {
            settings.set(
                known(Catalogue.KEYS.stream(), Key::variable, name, "environment variable"),
                text,
                name);
          }
        });
  }

  private static void addFile(Settings settings, Path file) {
    addNode(settings, tree(file), "", file);
  }

  private static JsonNode tree(Path file) {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw Complaint.usage(
            "The configuration file %s is longer than 1 MiB; is it the right file?"
                .formatted(file));
      }
      return YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(Files.readString(file));
    } catch (IOException unreadable) {
      throw Complaint.usage(
          "The configuration file %s cannot be read: %s. Check the path and its permissions."
              .formatted(file, unreadable.getClass().getSimpleName()));
    } catch (JacksonException malformed) {
      // Only the place: the message may quote a secret.
      throw Complaint.usage(
          "The configuration file %s is not valid YAML, at line %d."
              .formatted(file, malformed.getLocation().getLineNr()));
    }
  }

  private static void addNode(Settings settings, JsonNode node, String path, Path file) {
    if (node.isObject()) {
      node.properties()
          .forEach(member ->
              addNode(
                  settings,
                  member.getValue(),
                  path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                  file));
    } else if (!path.isEmpty()) {
      settings.set(
          known(Catalogue.KEYS.stream(), Key::path, path, file + ": key"),
          text(node, path, file),
          file.toString());
    } else if (!node.isMissingNode() && !node.isNull()) {
      throw Complaint.usage(
          "The configuration file %s must be a map of keys, such as \"port: 8071\"."
              .formatted(file));
    }
  }

  private static String text(JsonNode node, String path, Path file) {
    if (node.isArray()) {
      return node.valueStream()
          .map(item -> text(item, path, file))
          .collect(Collectors.joining(","));
    }
    if (node.isNull() || !node.isValueNode()) {
      throw Complaint.usage(
          "%s: %s has no value; give one, or leave the key out.".formatted(file, path));
    }
    return node.asString();
  }

  private static Key<?> known(
      Stream<Key<?>> keys,
      java.util.function.Function<Key<?>, String> nameOf,
      String name,
      String what) {
    var all = keys.toList();
    return all.stream()
        .filter(key -> nameOf.apply(key).equals(name))
        .findFirst()
        .orElseThrow(() -> {
          String nearest =
              all.stream()
                  .map(nameOf)
                  .min(Comparator.comparingInt(other -> distance(name, other)))
                  .orElseThrow();
          return Complaint.usage(
              "Unknown %s \"%s\"; did you mean \"%s\"? All of them: ./postrider serve --help"
                  .formatted(what, name, nearest));
        });
  }

  /** Levenshtein's: how many letters to add, drop or change. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
