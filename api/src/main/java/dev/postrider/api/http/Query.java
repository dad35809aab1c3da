package dev.postrider.api.http;

import io.helidon.common.uri.UriQuery;
import io.helidon.common.uri.UriValidator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads query parameters. Those nobody asks for are ignored; one that does not parse is 400, one
 * that breaks a rule 422. Of a parameter that is given twice, the first counts.
 */
public final class Query {
  private static final int MOST_EVENT_TYPES = 100;

  private final UriQuery query;

  /**
   * Takes what RFC 3986 allows in a query, and brackets too, because many clients write {@code
   * event_types[]=} as it is.
   *
   * @throws Refusal 400 when it has anything else
   */
  Query(UriQuery query) {
    try {
      UriValidator.validateQuery(query.rawValue().replace("[", "%5B").replace("]", "%5D"));
    } catch (IllegalArgumentException broken) {
      throw Refusal.badRequest("generic_error", "The query has characters that a URL must encode");
    }
    this.query = query;
  }

  public boolean flag(String name, boolean fallback) {
    String text = text(name);
    return switch (text) {
      case null -> fallback;
      case "true" -> true;
      case "false" -> false;
      default -> throw unreadable(name, "true or false");
    };
  }

  public @Nullable Integer integer(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException notANumber) {
      throw unreadable(name, "a whole number");
    }
  }

  /** An RFC 3339 time with any offset; a plus that arrived as a blank is forgiven. */
  public @Nullable Instant instant(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
        throw unreadable(name, "a time between 1970 and 2100");
      }
      return instant;
    } catch (DateTimeException notATime) {
      throw unreadable(name, "a time as in RFC 3339");
    }
  }

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** A text that keeps the rule. */
  public @Nullable String text(String name, Rule rule) {
    String text = text(name);
    if (text != null) {
      check(name, text, rule);
    }
    return text;
  }

  /**
   * {@code event_types}: repeated, joined by commas, as {@code event_types[]} or {@code
   * event_types[n]}.
   */
  public Set<String> eventTypes() {
    Set<String> types = new HashSet<>();
    for (String name : query.names()) {
      if (name.equals("event_types") || (name.startsWith("event_types[") && name.endsWith("]"))) {
        for (String joined : query.all(name, List::of)) {
          types.addAll(Arrays.asList(joined.split(",", -1)));
        }
      }
    }
    types.remove("");
    if (types.size() > MOST_EVENT_TYPES) {
      throw wrong("event_types", "at most " + MOST_EVENT_TYPES + " event types");
    }
    types.forEach(type -> check("event_types", type, Rule.EVENT_TYPE));
    return types;
  }

  /** What was asked for: 422 says the rule. */
  public static Refusal wrong(String name, String msg) {
    return Refusal.unprocessable(Problem.value(List.of("query", name), msg));
  }

  @Nullable String text(String name) {
    String text = query.first(name).orElse("");
    return text.isEmpty() ? null : text;
  }

  private static void check(String name, String text, Rule rule) {
    String problem = rule.problem(text);
    if (problem != null) {
      throw wrong(name, problem);
    }
  }

  private static Refusal unreadable(String name, String expected) {
    return Refusal.badRequest(
        "generic_error", "The query parameter " + name + " must be " + expected);
  }
}
