package dev.postrider.api.http;

import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param loc where: {@code body}, {@code query} or {@code header}, then the way to the member
 * @param msg one sentence for the caller; never repeats a secret
 */
public record Problem(List<String> loc, String msg, String type) {
  static final String VALUE = "value_error";
  static final String MISSING = "value_error.missing";
  static final String MALFORMED = "value_error.jsondecode";

  public Problem {
    loc = List.copyOf(loc);
  }

  /** A value that breaks its rule. */
  public static Problem value(List<String> loc, String msg) {
    return new Problem(loc, msg, VALUE);
  }

  /** A member that is required and absent. */
  public static Problem missing(List<String> loc) {
    return new Problem(loc, "field required", MISSING);
  }

  /** True when the member is required and absent. */
  public boolean isMissing() {
    return type.equals(MISSING);
  }

  /** A body that is no JSON. */
  static Problem malformed(String msg) {
    return new Problem(List.of("body"), msg, MALFORMED);
  }

  public void write(JsonWriter json) {
    json.beginObject();
    json.name("loc").beginArray();
    loc.forEach(json::value);
    json.endArray();
    json.name("msg").value(msg);
    json.name("type").value(type);
    json.endObject();
  }
}
