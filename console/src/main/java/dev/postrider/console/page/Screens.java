package dev.postrider.console.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which screen is at which path below a face. Filled at start, read by many threads afterwards. */
public final class Screens {
  /** A screen, and what stands at the names of its path. */
  record Found(Screen screen, Map<String, String> steps) {}

  private record Entry(String method, List<String> pattern, Screen screen) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Adds a page. A step of the path in braces stands for one of any kind. */
  public Screens get(String path, Screen screen) {
    return add("GET", path, screen);
  }

  /** Adds what a form is sent to. */
  public Screens post(String path, Screen screen) {
    return add("POST", path, screen);
  }

  private Screens add(String method, String path, Screen screen) {
    entries.add(new Entry(method, steps(path), screen));
    return this;
  }

  private static List<String> steps(String path) {
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  /** The screen at this path, as it was written; nothing when there is none. */
  Optional<Found> find(String method, String rawPath) {
    List<String> steps = steps(rawPath);
    for (Entry entry : entries) {
      if (entry.method.equals(method) && entry.pattern.size() == steps.size()) {
        Optional<Map<String, String>> named = named(entry.pattern, steps);
        if (named.isPresent()) {
          return Optional.of(new Found(entry.screen, named.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The page that a form at this path belongs to: the nearest one above it. */
  String pageOf(String rawPath) {
    String path = rawPath;
    while (!path.isEmpty() && find("GET", path).isEmpty()) {
      path = path.substring(0, path.lastIndexOf('/'));
    }
    return path;
  }

  private static Optional<Map<String, String>> named(List<String> pattern, List<String> steps) {
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      String wanted = pattern.get(i);
      if (wanted.startsWith("{")) {
        named.put(wanted.substring(1, wanted.length() - 1), decoded(steps.get(i)));
      } else if (!wanted.equals(steps.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  private static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException undecodable) {
      return step;
    }
  }
}
