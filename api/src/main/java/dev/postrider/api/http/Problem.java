package dev.postrider.api.http;

import dev.postrider.platform.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with a request.
 *
 * @param loc where: {@code body}, {@code query} or {@code header}, then the way to the member
 * @param msg one sentence for the caller; never repeats a secret
 */
public record Problem(List<String> loc, String msg, String type) {
  private static final Pattern ELEMENT = Pattern.compile("[0-9]+");
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

  /** What is wrong with a value inside of the one that stands at {@code root}. */
  public static Problem at(List<String> root, Reading.Fault fault) {
    List<String> loc = new ArrayList<>(root);
    if (!fault.pointer().isEmpty()) {
      for (String name : fault.pointer().substring(1).split("/", -1)) {
        String plain = name.replace("~1", "/").replace("~0", "~");
        loc.add(ELEMENT.matcher(plain).matches() ? "[" + plain + "]" : plain);
      }
    }
    return value(loc, fault.message());
  }

  /** A member that is required and absent. */
  public static Problem missing(List<String> loc) {
    return new Problem(loc, "field required", MISSING);
  }

  /** True when the member is required and absent. */
  public boolean isMissing() {
    return type.equals(MISSING);
  }

  /** One sentence that says where as well, for APIs that say no more than one. */
  public String sentence() {
    String what = isMissing() ? "is required" : msg;
    if (loc.size() > 1) {
      return String.join(".", loc.subList(1, loc.size())) + " " + what;
    }
    return type.equals(MALFORMED) ? msg : "The body " + what;
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
