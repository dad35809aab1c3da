package dev.postrider.receiver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The headers that go with a webhook to its handler, and how they stand in the store. */
final class KeptHeaders implements RequestHeaders {
  /** Of all names and values together, in characters. */
  private static final int LONGEST = 16 * 1024;

  private final Map<String, List<String>> values;

  private KeptHeaders(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Those of these names.
   *
   * @throws IllegalArgumentException when they are too long
   */
  static KeptHeaders of(RequestHeaders headers, List<String> names) {
    Map<String, List<String>> kept = new TreeMap<>();
    int length = 0;
    for (String name : names) {
      List<String> values = List.copyOf(headers.all(name));
      for (String value : values) {
        length += name.length() + value.length();
        if (length > LONGEST) {
          throw new IllegalArgumentException("headers of more than " + LONGEST + " characters");
        }
      }
      if (!values.isEmpty()) {
        kept.put(name, values);
      }
    }
    return new KeptHeaders(kept);
  }

  /** Of what {@link #stored} made. */
  static KeptHeaders read(byte[] stored) {
    Map<String, List<String>> kept = new TreeMap<>();
    for (String line : new String(stored, StandardCharsets.UTF_8).split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        kept.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
            .add(unescaped(line.substring(colon + 2)));
      }
    }
    kept.replaceAll((name, values) -> List.copyOf(values));
    return new KeptHeaders(kept);
  }

  /**
   * In UTF-8 a line {@code name: value} for each, as people read them who look into the store. What
   * would end a line, and a backslash, has a backslash before it, as in Java.
   */
  byte[] stored() {
    StringBuilder lines = new StringBuilder();
    values.forEach((name, all) ->
        all.forEach(value -> {
          lines.append(name).append(": ");
          escape(value, lines);
          lines.append('\n');
        }));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void escape(String value, StringBuilder line) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        // PostgreSQL has no text with it.
        case '\0' -> line.append("\\0");
        case '\\' -> line.append("\\\\");
        default -> line.append(c);
      }
    }
  }

  private static String unescaped(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        i++;
        text.append(
            switch (value.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              case '0' -> '\0';
              default -> value.charAt(i);
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  @Override
  public List<String> all(String name) {
    return Objects.requireNonNullElse(values.get(name.toLowerCase(Locale.ROOT)), List.of());
  }
}
