package dev.postrider.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places of a JSON text that filters look at, as a tree, so that one pass over a payload reads
 * them all. What stands at this place itself is always sought.
 *
 * @param children what is sought below, by member name or number of element
 * @param lastElement the highest element that is sought, so that long arrays cost nothing; -1 for
 *     none
 */
public record Sought(Map<String, Sought> children, int lastElement) {
  private static final Sought NOTHING_BELOW = new Sought(Map.of(), -1);

  public Sought {
    children = Map.copyOf(children);
  }

  /** Everything that these filters look at. */
  public static Sought by(Collection<Filter> filters) {
    List<List<String>> ways = new ArrayList<>();
    for (Filter filter : filters) {
      filter.visit((_, condition) -> ways.add(condition.at().steps()));
    }
    return along(ways);
  }

  private static Sought along(List<List<String>> ways) {
    Map<String, List<List<String>>> below = new HashMap<>();
    for (List<String> way : ways) {
      if (!way.isEmpty()) {
        below
            .computeIfAbsent(way.getFirst(), _ -> new ArrayList<>())
            .add(way.subList(1, way.size()));
      }
    }
    if (below.isEmpty()) {
      return NOTHING_BELOW;
    }
    Map<String, Sought> children = new HashMap<>();
    int last = -1;
    for (Map.Entry<String, List<List<String>>> step : below.entrySet()) {
      children.put(step.getKey(), along(step.getValue()));
      last = Math.max(last, element(step.getKey()));
    }
    return new Sought(children, last);
  }

  /** The same places of a text that has this one as a member. */
  public Sought under(String member) {
    return new Sought(Map.of(member, this), -1);
  }

  public @Nullable Sought child(String member) {
    return children.get(member);
  }

  public @Nullable Sought child(int element) {
    return element > lastElement ? null : children.get(Integer.toString(element));
  }

  /** The number of an element, written as RFC 6901 wants it; -1 for a name that is none. */
  private static int element(String step) {
    boolean number = step.matches("0|[1-9][0-9]{0,8}");
    return number ? Integer.parseInt(step) : -1;
  }
}
