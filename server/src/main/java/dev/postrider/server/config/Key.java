package dev.postrider.server.config;

import dev.postrider.server.terminal.Complaint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting. Its path in the configuration file gives the names of its variable and its option.
 *
 * @param path where it stands in the file: {@code dispatch.inFlight}
 * @param otherwise what it is when nobody says; null when it is then absent
 * @param does one sentence for the help
 * @param secret never shown, and not an option, because others can read a command line
 */
public record Key<T>(
    String path, Kind<T> kind, @Nullable T otherwise, String does, boolean secret) {

  static <T> Key<T> of(String path, Kind<T> kind, T otherwise, String does) {
    return new Key<>(path, kind, otherwise, does, false);
  }

  static <T> Key<T> absent(String path, Kind<T> kind, String does) {
    return new Key<>(path, kind, null, does, false);
  }

  static <T> Key<T> secret(String path, Kind<T> kind, String does) {
    return new Key<>(path, kind, null, does, true);
  }

  /** {@code POSTRIDER_DISPATCH_IN_FLIGHT}. */
  public String variable() {
    return "POSTRIDER_" + words('_').toUpperCase(Locale.ROOT);
  }

  /** {@code --dispatch-in-flight}. */
  public String option() {
    return "--" + words('-');
  }

  private String words(char between) {
    return path.replace('.', between)
        .replaceAll("([a-z])([A-Z])", "$1" + between + "$2")
        .toLowerCase(Locale.ROOT);
  }

  public String defaultText() {
    return otherwise == null ? "" : kind.show().apply(otherwise);
  }

  /** What it does and what it is when nobody says. */
  public String help() {
    String text = defaultText();
    return text.isEmpty() ? does : does + " Default: " + text;
  }

  /** Reads the text, or says which key, which bound and which value do not go together. */
  public T read(String text, String source) {
    try {
      return kind.read().apply(text);
    } catch (IllegalArgumentException outOfBound) {
      String value =
          secret || kind.label().equals("URL")
              ? "what was given (" + text.length() + " characters, not shown)"
              : '"' + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + '"';
      throw Complaint.usage(
          "%s must be %s, not %s (from %s).".formatted(path, kind.bound(), value, source));
    }
  }

  String show(T value) {
    return secret ? "***" : kind.show().apply(value);
  }
}
