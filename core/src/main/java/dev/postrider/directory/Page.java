package dev.postrider.directory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, in the order asked for.
 *
 * @param done true when nothing follows
 */
public record Page<T>(List<T> entries, boolean done) {
  public Page {
    entries = List.copyOf(entries);
  }

  /**
   * Which page.
   *
   * @param after the key or name that the page follows in its order, exclusive; null for the first
   *     page
   * @param backwards walk against the order; entries still come in order
   */
  public record Request<K>(@Nullable K after, int limit, boolean ascending, boolean backwards) {
    public Request {
      if (limit < 1 || limit > 250) {
        throw new IllegalArgumentException("limit: 1 to 250, not " + limit);
      }
    }
  }
}
