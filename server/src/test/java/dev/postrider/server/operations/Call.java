package dev.postrider.server.operations;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an operation is called: what stands at the variables of its path, and what comes with it.
 *
 * @param query with its question mark, or empty
 * @param token null for that of the organisation
 */
record Call(Map<String, String> path, String query, @Nullable String body, @Nullable String token) {
  static final Call PLAIN = new Call(Map.of(), "", null, null);

  static Call with(String body) {
    return new Call(Map.of(), "", body, null);
  }

  /** With this value at the variable. */
  Call at(String variable, String value) {
    Map<String, String> more = new HashMap<>(path);
    more.put(variable, value);
    return new Call(more, query, body, token);
  }

  Call query(String text) {
    return new Call(path, "?" + text, body, token);
  }

  Call as(String bearer) {
    return new Call(path, query, body, bearer);
  }
}
