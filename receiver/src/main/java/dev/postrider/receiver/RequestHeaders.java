package dev.postrider.receiver;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The headers of a request, as any web server has them. */
@FunctionalInterface
public interface RequestHeaders {

  /**
   * All values of a header, in their order; empty when there is none. Names are asked for in small
   * letters and mean any capitals.
   */
  List<String> all(String name);

  /** Those of a map whose names have any capitals, such as {@code HttpExchange} gives. */
  static RequestHeaders of(Map<String, List<String>> headers) {
    Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> {
      // HttpURLConnection's maps have the status line under null.
      if (name != null) {
        any.merge(name, List.copyOf(values), RequestHeaders::both);
      }
    });
    return name -> Objects.requireNonNullElse(any.get(name), List.of());
  }

  private static List<String> both(List<String> some, List<String> others) {
    return java.util.stream.Stream.concat(some.stream(), others.stream()).toList();
  }
}
