package dev.postrider.sender;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names of hosts that an operator opened to webhooks, or closed to them: {@code hooks.example}, or
 * {@code *.example} for every name below it, but not for {@code example} itself.
 */
public record HostPatterns(List<String> patterns) {
  public static final HostPatterns NONE = new HostPatterns(List.of());

  private static final String BELOW = "*.";
  private static final int MOST = 1_000;

  public HostPatterns {
    patterns = patterns.stream().map(HostPatterns::canonical).toList();
    if (patterns.size() > MOST) {
      throw new IllegalArgumentException("hosts: at most " + MOST + ", not " + patterns.size());
    }
  }

  /** Reads names that are separated by commas; blank text is none. */
  public static HostPatterns parse(String text) {
    return new HostPatterns(
        Arrays.stream(text.split(",", -1))
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .toList());
  }

  /** True for a host that one of the names means; a dot at its end makes no difference. */
  boolean match(String host) {
    String bare = Target.withoutFinalDot(host);
    for (String pattern : patterns) {
      if (pattern.startsWith(BELOW) ? bare.endsWith(pattern.substring(1)) : bare.equals(pattern)) {
        return true;
      }
    }
    return false;
  }

  /** As the hosts of URLs are read, so that the two cannot differ. */
  private static String canonical(String pattern) {
    boolean below = pattern.startsWith(BELOW);
    Optional<String> name = Target.hostName(below ? pattern.substring(2) : pattern);
    return (below ? BELOW : "")
        + name.orElseThrow(
            () -> new IllegalArgumentException("'" + pattern + "' is no name of hosts"));
  }
}
