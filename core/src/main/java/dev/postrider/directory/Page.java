package dev.postrider.directory;

import dev.postrider.message.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, in the order asked for.
 *
 * @param done true when nothing follows
 * @param rest where the next page begins, exclusive, when that is not behind the last entry that
 *     was found; null when it is
 */
public record Page<T>(List<T> entries, boolean done, @Nullable Rest rest) {
  public Page {
    entries = List.copyOf(entries);
  }

  /** A page that ends with its last entry. */
  public Page(List<T> entries, boolean done) {
    this(entries, done, null);
  }

  /**
   * How far somebody looked who looks at so much at most: a page may hold few entries, or none, and
   * yet not be the last.
   */
  public record Rest(Key after, boolean backwards) {}

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
