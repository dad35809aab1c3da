package dev.postrider.api.http;

import dev.postrider.platform.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object, read by name and rule. Problems gather until {@link #check}, so
 * that a caller hears of all of them at once; until then a member with a problem reads as absent.
 * Members nobody asks for are ignored. For one thread.
 */
public final class Fields {
  private final JsonNode object;
  private final List<String> root;
  private final List<Problem> problems;

  private Fields(JsonNode object, List<String> root, List<Problem> problems) {
    this.object = object;
    this.root = root;
    this.problems = problems;
  }

  /**
   * Reads the members of a body, or of the part of it to which {@code way} leads.
   *
   * @throws Refusal 422 when it is no JSON object
   */
  public static Fields of(byte[] body, String... way) {
    JsonNode node = body.length == 0 ? null : JsonReading.tree(body);
    if (node == null || !node.isObject()) {
      throw node == null || node.isMissingNode()
          ? JsonReading.empty()
          : Refusal.unprocessable(Problem.value(List.of("body"), "must be an object"));
    }
    List<String> root = new ArrayList<>(List.of("body"));
    root.addAll(List.of(way));
    return new Fields(node, root, new ArrayList<>());
  }

  /**
   * The members of the object that a member is, whose problems gather here; null when absent or
   * null.
   */
  public @Nullable Fields section(String name) {
    JsonNode value = given(name);
    if (value != null && !value.isObject()) {
      wrong(name, "must be an object");
      return null;
    }
    return value == null ? null : new Fields(value, loc(name), problems);
  }

  /** The members of each object of a list, whose problems gather here; null when absent or null. */
  public @Nullable List<Fields> sections(String name, int most) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray() || value.size() > most) {
      wrong(name, "must be a list of at most " + most + " objects");
      return null;
    }
    List<Fields> sections = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      List<String> loc = loc(name, "[" + i + "]");
      if (value.get(i).isObject()) {
        sections.add(new Fields(value.get(i), loc, problems));
      } else {
        problems.add(Problem.value(loc, "must be an object"));
      }
    }
    return sections;
  }

  /** True when the member is absent, null, or has nothing in it. */
  public boolean empty(String name) {
    JsonNode value = given(name);
    return value == null || (value.isContainer() && value.isEmpty());
  }

  /** What the members are called, in the order in which they came. */
  public Collection<String> names() {
    return object.propertyNames();
  }

  /** True when the member is there, be it null. */
  public boolean present(String name) {
    return object.has(name);
  }

  /** True when the member is not there, or null. */
  public boolean absent(String name) {
    return given(name) == null;
  }

  /** True when the member is there and null. */
  public boolean isNull(String name) {
    return object.path(name).isNull();
  }

  /** The newer of two names when the member bears it, else the older. */
  public String either(String newer, String older) {
    return present(newer) ? newer : older;
  }

  /** Refuses the request if anything was wrong. */
  public void check() {
    if (!problems.isEmpty()) {
      throw Refusal.unprocessable(problems);
    }
  }

  public void wrong(String name, String msg) {
    problems.add(Problem.value(loc(name), msg));
  }

  /** Something is wrong inside of the member. */
  public void wrong(String name, Reading.Fault fault) {
    problems.add(Problem.at(loc(name), fault));
  }

  /** The member must be there, be it null. */
  public void require(String name) {
    if (!present(name)) {
      problems.add(Problem.missing(loc(name)));
    }
  }

  /** A text that must be there. */
  public String required(String name, Rule rule) {
    if (!present(name)) {
      problems.add(Problem.missing(loc(name)));
      return "";
    }
    if (given(name) == null) {
      wrong(name, "must be a string");
    }
    String text = text(name, rule);
    return text == null ? "" : text;
  }

  public @Nullable String text(String name, Rule rule) {
    JsonNode value = given(name);
    return value == null ? null : text(value, rule, loc(name));
  }

  /** A time that must be there; null when something is wrong with it. */
  public @Nullable Instant requiredInstant(String name) {
    if (given(name) == null) {
      problems.add(Problem.missing(loc(name)));
    }
    return instant(name);
  }

  /** A time as in RFC 3339, with any offset. */
  public @Nullable Instant instant(String name) {
    String text = text(name, Rule.TIME);
    return text == null ? null : OffsetDateTime.parse(text).toInstant();
  }

  public @Nullable Boolean flag(String name) {
    JsonNode value = given(name);
    if (value != null && !value.isBoolean()) {
      wrong(name, "must be true or false");
      return null;
    }
    return value == null ? null : value.booleanValue();
  }

  public @Nullable Integer integer(String name, int lowest, int highest) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < lowest
        || value.intValue() > highest) {
      wrong(name, "must be a whole number from " + lowest + " to " + highest);
      return null;
    }
    return value.intValue();
  }

  /** Different texts; null when absent or null. */
  public @Nullable Set<String> texts(String name, int fewest, int most, Rule rule) {
    return texts(name, fewest, most, rule, false);
  }

  /** The texts of a list that must be there; what it says more than once counts once. */
  public Set<String> requiredTexts(String name, int most, Rule rule) {
    if (given(name) == null) {
      problems.add(Problem.missing(loc(name)));
      return Set.of();
    }
    Set<String> texts = texts(name, 1, most, rule, true);
    return texts == null ? Set.of() : texts;
  }

  private @Nullable Set<String> texts(
      String name, int fewest, int most, Rule rule, boolean repeatable) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isArray() || value.size() < fewest || value.size() > most) {
      wrong(name, "must be a list of " + fewest + " to " + most + " strings");
      return null;
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < value.size(); i++) {
      String text = text(value.get(i), rule, loc(name, "[" + i + "]"));
      if (text != null && !texts.add(text) && !repeatable) {
        problems.add(Problem.value(loc(name, "[" + i + "]"), "is there more than once"));
      }
    }
    return texts;
  }

  /** Names and texts, together at most {@code size} bytes; null when absent or null. */
  public @Nullable Map<String, String> textMap(String name, int most, int size, Rule rule) {
    Map<String, @Nullable String> all = textOrNullMap(name, most, size, rule);
    if (all == null) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    all.forEach((key, text) -> {
      if (text != null) {
        texts.put(key, text);
      } else if (object.get(name).get(key).isNull()) {
        problems.add(Problem.value(loc(name, key), "must be a string"));
      }
    });
    return texts;
  }

  /** The same, where null has a meaning. */
  public @Nullable Map<String, @Nullable String> textOrNullMap(
      String name, int most, int size, Rule rule) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject() || value.size() > most) {
      wrong(name, "must be an object with at most " + most + " members");
      return null;
    }
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    long bytes = 0;
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      List<String> loc = loc(name, member.getKey());
      String unsayable = Rule.unsayable(member.getKey());
      if (unsayable != null) {
        wrong(name, "has a member whose name " + unsayable);
        return null;
      }
      String text = member.getValue().isNull() ? null : text(member.getValue(), rule, loc);
      texts.put(member.getKey(), text);
      bytes += member.getKey().getBytes(StandardCharsets.UTF_8).length + 6L;
      bytes += text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > size) {
      wrong(name, "must have at most " + size + " bytes");
      return null;
    }
    return texts;
  }

  /**
   * An object of objects, as JSON text; null when absent or null.
   *
   * @param problem what is wrong with one of them, or null
   */
  public @Nullable String objects(
      String name, int size, Function<JsonNode, @Nullable String> problem) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject() || value.valueStream().anyMatch(member -> !member.isObject())) {
      wrong(name, "must be an object whose members are objects");
      return null;
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String wrong = problem.apply(member.getValue());
      if (wrong != null) {
        wrong(name, wrong);
        return null;
      }
    }
    return json(name, value, size);
  }

  /** An object, as JSON text; null when absent or null. */
  public @Nullable String object(String name, int size) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      wrong(name, "must be an object");
      return null;
    }
    return json(name, value, size);
  }

  private @Nullable String json(String name, JsonNode value, int size) {
    byte[] json = JsonReading.compact(value);
    String text = new String(json, StandardCharsets.UTF_8);
    if (json.length > size || !Utf8.encodable(text)) {
      wrong(name, "must have at most " + size + " bytes");
      return null;
    }
    return text;
  }

  /**
   * Any value, as maps, lists, strings, numbers, booleans and null; null also when it is absent.
   */
  public @Nullable Object plain(String name, int size) {
    JsonNode value = given(name);
    if (value == null) {
      return null;
    }
    if (JsonReading.compact(value).length > size) {
      wrong(name, "must have at most " + size + " bytes");
      return null;
    }
    return JsonReading.plain(value);
  }

  private List<String> loc(String... way) {
    List<String> loc = new ArrayList<>(root);
    loc.addAll(List.of(way));
    return loc;
  }

  private @Nullable JsonNode given(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable String text(JsonNode value, Rule rule, List<String> loc) {
    if (!value.isString()) {
      problems.add(Problem.value(loc, "must be a string"));
      return null;
    }
    String text = value.stringValue();
    String problem = rule.problem(text);
    if (problem != null) {
      problems.add(Problem.value(loc, problem));
      return null;
    }
    return text;
  }
}
