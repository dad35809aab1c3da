package dev.postrider.api.http;

import dev.postrider.directory.Permission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says for each path who may call it. A line is method, path, and the word for who: {@code
 * everybody}, a permission, {@code portal}, {@code platform} or {@code login}. Behind a permission
 * may stand the capability by which portals are let in too.
 */
public final class AccessTable {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

  private final Map<String, Access> entries;

  private AccessTable(Map<String, Access> entries) {
    this.entries = entries;
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException when a line is none, or says a path again
   */
  public static AccessTable of(String text) {
    Map<String, Access> entries = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> {
          String[] words = line.strip().split(" +");
          if (words.length < 3
              || words.length > 4
              || entries.put(words[0] + " " + words[1], access(words)) != null) {
            throw wrong(line);
          }
        });
    return new AccessTable(entries);
  }

  private static Access access(String[] words) {
    String capability = words.length == 4 ? words[3] : null;
    return switch (words[2]) {
      case "everybody" -> alone(new Access.Everybody(), words);
      case "portal" -> alone(new Access.PortalAlone(), words);
      case "platform" -> alone(new Access.Platform(), words);
      case "login" -> alone(new Access.Login(), words);
      default -> permitted(words, capability);
    };
  }

  private static Access alone(Access access, String[] words) {
    if (words.length > 3) {
      throw wrong(String.join(" ", words));
    }
    return access;
  }

  private static Access permitted(String[] words, @Nullable String capability) {
    Permission needed = Permission.of(words[2]).orElseThrow(() -> wrong(String.join(" ", words)));
    return capability == null
        ? new Access.Organisation(needed)
        : new Access.Portal(
            needed, Capability.of(capability).orElseThrow(() -> wrong(String.join(" ", words))));
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException("no line of a table of permissions: " + line.strip());
  }

  /**
   * Who may call a path.
   *
   * @throws IllegalArgumentException when the table says nothing of it
   */
  Access of(String method, String path) {
    Access access = entries.get(method + " " + path);
    if (access == null) {
      throw new IllegalArgumentException(
          "%s %s needs a line in the table of permissions".formatted(method, path));
    }
    return access;
  }

  /** The same, whatever the variables of the path are called. */
  public Optional<Access> like(String method, String path) {
    String shape = shape(method + " " + path);
    return entries.entrySet().stream()
        .filter(entry -> shape(entry.getKey()).equals(shape))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static String shape(String path) {
    return VARIABLE.matcher(path).replaceAll("{}");
  }

  /** Method and path of each line. */
  public Set<String> paths() {
    return Set.copyOf(entries.keySet());
  }
}
