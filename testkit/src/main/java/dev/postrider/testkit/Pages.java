package dev.postrider.testkit;

import dev.postrider.directory.Page;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts a page out of everything there is. */
final class Pages {
  private Pages() {}

  static <T, K extends Comparable<K>> Page<T> cut(
      Stream<T> all, Function<T, K> key, Page.Request<K> page) {
    Comparator<K> order = page.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
    Comparator<K> walk = page.backwards() ? order.reversed() : order;
    K after = page.after();
    List<T> found =
        all.filter(entry -> after == null || walk.compare(key.apply(entry), after) > 0)
            .sorted(Comparator.comparing(key, walk))
            .limit(page.limit() + 1L)
            .toList();
    boolean done = found.size() <= page.limit();
    List<T> entries = done ? found : found.subList(0, page.limit());
    return new Page<>(page.backwards() ? entries.reversed() : entries, done);
  }
}
