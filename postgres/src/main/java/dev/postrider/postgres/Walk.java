package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.message.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page's way through an index: so many rows are looked at and no more, whatever is sought.
 *
 * <p>An index per filter would be paid with every message, and two filters together would still
 * have none. So a page that finds too little within its bound ends there, and the next one goes on.
 *
 * @param bound how many rows are looked at
 */
record Walk(Page.Request<?> request, int bound) {

  /** A row that was met: one that was sought, or the last that was looked at. */
  record Met<T>(T row, boolean sought, int place) {}

  /** Without a filter every row is sought: one more than the page shows that something follows. */
  static Walk all(Page.Request<?> request) {
    return new Walk(request, request.limit() + 1);
  }

  /** What was found, and whether anything may follow. */
  <T> Page<T> page(List<Met<T>> met, Function<T, ? extends Key> key) {
    List<T> found = new ArrayList<>();
    met.stream().filter(Met::sought).map(Met::row).forEach(found::add);
    if (found.size() > request.limit()) {
      return page(found.subList(0, request.limit()), false, null);
    }
    if (met.isEmpty() || met.getLast().place() < bound) {
      return page(found, true, null);
    }
    Page.Rest rest = new Page.Rest(key.apply(met.getLast().row()), request.backwards());
    return page(found, false, rest);
  }

  private <T> Page<T> page(List<T> found, boolean done, Page.@Nullable Rest rest) {
    return new Page<>(request.backwards() ? found.reversed() : found, done, rest);
  }
}
