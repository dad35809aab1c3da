package dev.postrider.console.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of a list of the API's, and where the next part is.
 *
 * @param next the query of the next part; null when this is the last
 * @param first the query of the first part; null when this is it
 */
public record Listing<T>(List<T> rows, @Nullable String next, @Nullable String first) {
  public Listing {
    rows = List.copyOf(rows);
  }

  /**
   * Reads it.
   *
   * @param asked the parameters of the page, without the iterator
   * @param iterator where the part begins; empty for the beginning
   */
  public static <T> Listing<T> of(
      JsonNode list, Map<String, String> asked, String iterator, Function<JsonNode, T> row) {
    List<T> rows = new ArrayList<>();
    list.path("data").forEach(one -> rows.add(row.apply(one)));
    String further = list.path("done").asBoolean(true) ? "" : list.path("iterator").asString("");
    return new Listing<>(
        rows,
        further.isEmpty() ? null : query(asked, further),
        iterator.isEmpty() ? null : query(asked, ""));
  }

  private static String query(Map<String, String> asked, String iterator) {
    StringBuilder query = new StringBuilder("?");
    asked.forEach((name, value) -> add(query, name, value));
    add(query, "iterator", iterator);
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      if (query.length() > 1) {
        query.append('&');
      }
      query.append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
