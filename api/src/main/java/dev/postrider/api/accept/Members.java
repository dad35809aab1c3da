package dev.postrider.api.accept;

import dev.postrider.api.http.Problem;
import dev.postrider.api.http.Refusal;
import dev.postrider.api.http.Rule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;

/**
 * The members of one JSON object as they stream by, each read by its rule. Problems gather until
 * {@link #check}; a member with a problem reads as null. For one thread.
 */
final class Members {
  /** More would tell nobody more, and make an answer that is larger than its request. */
  private static final int MOST_PROBLEMS = 20;

  private final JsonParser parser;
  private final List<String> root;
  private final List<Problem> problems = new ArrayList<>(0);

  /** A list, because the names that are known are few and this is paid on every message. */
  private final List<String> seen = new ArrayList<>(6);

  /** The object stands at {@code root} in the request. */
  Members(JsonParser parser, List<String> root) {
    this.parser = parser;
    this.root = root;
  }

  /** Notes that the member is there; refuses it the second time. */
  String once(String name) {
    if (seen.contains(name)) {
      problem("is there more than once", name);
    } else {
      seen.add(name);
    }
    return name;
  }

  /** The same for a member of a member. */
  void once(String outer, String name) {
    String both = outer + "/" + name;
    if (seen.contains(both)) {
      problem("is there more than once", outer, name);
    } else {
      seen.add(both);
    }
  }

  boolean has(String name) {
    return seen.contains(name);
  }

  void require(String name, @Nullable Object value) {
    if (value == null && !has(name)) {
      problems.add(Problem.missing(at(name)));
    } else if (value == null && problems.isEmpty()) {
      problem("must not be null", name);
    }
  }

  /** True while nothing is wrong. */
  boolean fine() {
    return problems.isEmpty();
  }

  /** Refuses the object if anything was wrong with it. */
  void check() {
    if (!problems.isEmpty()) {
      throw Refusal.unprocessable(problems);
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  /** The text at hand; null when it is null, or when it breaks the rule. */
  @Nullable String text(Rule rule, String... way) {
    if (isNull()) {
      return null;
    }
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong("must be a string", way);
      return null;
    }
    String text = parser.getString();
    String problem = rule.problem(text);
    if (problem != null) {
      problem(problem, way);
      return null;
    }
    return text;
  }

  /** Different texts, one at least; none when there is null instead. */
  List<String> texts(int most, Rule rule, String name) {
    if (isNull()) {
      return List.of();
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      wrong("must be a list of strings", name);
      return List.of();
    }
    List<String> found = new ArrayList<>(most);
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String place = "[" + count + "]";
      if (++count > most) {
        parser.skipChildren();
      } else if (isNull()) {
        problem("must be a string", name, place);
      } else {
        String text = text(rule, name, place);
        if (text != null && found.contains(text)) {
          problem("is there more than once", name, place);
        } else if (text != null) {
          found.add(text);
        }
      }
    }
    if (count < 1 || count > most) {
      problem("must be a list of 1 to " + most, name);
    }
    return found;
  }

  /** A whole number within these bounds; null when it is null. */
  @Nullable Integer number(int lowest, int highest, String name) {
    if (isNull()) {
      return null;
    }
    String rule = "must be a whole number from " + lowest + " to " + highest;
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      wrong(rule, name);
      return null;
    }
    int number;
    try {
      number = parser.getIntValue();
    } catch (InputCoercionException tooLarge) {
      number = highest + 1;
    }
    if (number < lowest || number > highest) {
      problem(rule, name);
      return null;
    }
    return number;
  }

  /** A time as RFC 3339 writes it, to the microsecond; null when it is null. */
  @Nullable Instant instant(String name) {
    String text = text(Rule.TIME, name);
    return text == null
        ? null
        : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Leaves out the value at hand, and says what is wrong with it. */
  void wrong(String msg, String... way) {
    parser.skipChildren();
    problem(msg, way);
  }

  void problem(String msg, String... way) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(Problem.value(at(way), msg));
    }
  }

  /** One step further. */
  static String[] way(String[] way, String name) {
    String[] further = Arrays.copyOf(way, way.length + 1);
    further[way.length] = name;
    return further;
  }

  private List<String> at(String... way) {
    List<String> loc = new ArrayList<>(root);
    loc.addAll(List.of(way));
    return loc;
  }
}
