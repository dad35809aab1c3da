package dev.postrider.api.manage;

import dev.postrider.api.http.Fields;
import dev.postrider.api.http.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which headers an endpoint or a message may add to requests, and which of them are nobody's to
 * read.
 */
public final class HeaderRules {
  private static final int MOST = 50;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_VALUE = 4_096;
  public static final int LARGEST = 16_384;

  private static final Set<String> REFUSED =
      Set.of(
          "user-agent",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailers",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "age",
          "cache-control",
          "clear-site-data",
          "expires",
          "pragma",
          "warning",
          "content-length",
          "content-type",
          "content-encoding",
          "content-language",
          "content-location",
          "host",
          "connection",
          "expect");

  private static final List<String> REFUSED_PREFIXES =
      List.of(
          "x-amz-",
          "x-amzn-",
          "x-google",
          "x-goog-",
          "x-gfe",
          "x-azure-",
          "x-fd-",
          "x-svix-",
          "svix-",
          "webhook-");

  private static final Set<String> SENSITIVE =
      Set.of("authorization", "x-auth-token", "x-api-key", "www-authenticate");

  public static final Rule VALUE =
      text -> {
        if (text.length() > LONGEST_VALUE) {
          return "must have at most " + LONGEST_VALUE + " characters";
        }
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && text.equals(text.strip())
            ? null
            : "must be printable ASCII without blanks around it";
      };

  private HeaderRules() {}

  /** The {@code headers} of a body; null when there are none. */
  static @Nullable Map<String, String> read(Fields fields) {
    Map<String, String> headers = fields.textMap("headers", MOST, LARGEST, VALUE);
    if (headers != null) {
      check(fields, headers.keySet());
    }
    return headers;
  }

  /** The same, where null removes a header. */
  static @Nullable Map<String, @Nullable String> readChanges(Fields fields) {
    Map<String, @Nullable String> headers = fields.textOrNullMap("headers", MOST, LARGEST, VALUE);
    if (headers != null) {
      check(fields, headers.keySet());
    }
    return headers;
  }

  /** The names of the headers that {@code deleteHeaders} removes; null when it is not there. */
  static @Nullable Set<String> readRemovals(Fields fields) {
    return fields.texts("deleteHeaders", 0, MOST, Rule.oneLine(1, LONGEST_NAME));
  }

  /** True when together they are within the bounds. */
  static boolean fit(Map<String, String> headers) {
    int size =
        headers.entrySet().stream()
            .mapToInt(header -> header.getKey().length() + header.getValue().length())
            .sum();
    return headers.size() <= MOST && size <= LARGEST;
  }

  public static boolean sensitive(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return SENSITIVE.contains(small) || small.startsWith("proxy-");
  }

  private static void check(Fields fields, Set<String> names) {
    Set<String> different = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : names) {
      String problem = problem(name);
      if (problem != null) {
        fields.wrong("headers", problem);
      } else if (!different.add(name)) {
        fields.wrong("headers", "has " + name + " more than once");
      }
    }
  }

  /** Why nobody may set a header of this name; null when one may. */
  public static @Nullable String problem(String name) {
    if (!isToken(name)) {
      return "has a name that is none for a header";
    }
    String small = name.toLowerCase(Locale.ROOT);
    return REFUSED.contains(small) || REFUSED_PREFIXES.stream().anyMatch(small::startsWith)
        ? "must not set " + name
        : null;
  }

  /** RFC 9110 §5.6.2. */
  private static boolean isToken(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && name.chars()
            .allMatch(c ->
                c < 0x80 && (Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0));
  }
}
