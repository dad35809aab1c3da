package dev.postrider.postgres;

import dev.postrider.directory.Page;
import dev.postrider.message.Key;
import dev.postrider.message.Keys;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
 * <p>The way is taken in slices of time, each twice as wide as the one before: most pages end in
 * the first, and PostgreSQL then plans for its one or two days and not for all that there are.
 *
 * @param bound how many rows are looked at
 * @param width how wide the first slice is, in keys
 */
record Walk(Page.Request<? extends Key> request, Range whole, int bound, long width) {
  private static final long DAY = Keys.floorOf(Instant.EPOCH.plus(Duration.ofDays(1)));

  /** The first look when something is sought; the next one is larger, for that is rare then. */
  private static final int FIRST_LOOK = 250;

  private static final int GROWTH = 4;

  /**
   * What one look has met.
   *
   * @param sought those that were sought, in the order of the walk
   * @param rows how many rows were looked at
   * @param last the last of them; null when there was none
   * @param enough true when the page ends here, whatever its bound is
   */
  record Met<T>(List<T> sought, int rows, @Nullable Key last, boolean enough) {
    Met(List<T> sought, int rows, @Nullable Key last) {
      this(sought, rows, last, false);
    }
  }

  /** Looks at so many rows of a range at most, in the order of the walk. */
  @FunctionalInterface
  interface Look<T> {
    Met<T> at(Range range, int count);
  }

  /** A row that comes out of {@link #SIFTED}. */
  record Row<T>(T value, boolean sought, int place) {}

  /**
   * Leaves out of a query's rows all that are not sought, but for the last: it tells how far the
   * look went. A page may look at thousands to find ten, and the others need not be sent and read.
   *
   * <p>To be formatted with the query, which has a column {@code sought}, and the column and order
   * that it is sorted by. The frame changes no value; without it PostgreSQL looks for peers.
   */
  static final String SIFTED =
      """
      select * from (
        select looked.*, row_number() over walk as place, lead(1) over walk is null as final
        from (%s) looked
        window walk as (%s rows between current row and current row)) met
      where sought or final
      order by place
      """;

  static <T> Row<T> row(ResultSet rs, T value) throws SQLException {
    return new Row<>(value, rs.getBoolean("sought"), rs.getInt("place"));
  }

  static <T> Met<T> met(List<Row<T>> rows, Function<T, ? extends Key> key) {
    return rows.isEmpty()
        ? new Met<>(List.of(), 0, null)
        : new Met<>(
            rows.stream().filter(Row::sought).map(Row::value).toList(),
            rows.getLast().place(),
            key.apply(rows.getLast().value()));
  }

  /**
   * By days, to the bound; or, when every row is sought, to the one that shows that more follows.
   */
  static Walk byDays(Page.Request<? extends Key> request, Range whole, boolean looks, int bound) {
    return new Walk(request, whole, looks ? bound : request.limit() + 1, DAY);
  }

  /** The same in one slice, for what is few wherever it lies. */
  Walk atOnce() {
    return new Walk(request, whole, bound, Long.MAX_VALUE);
  }

  <T> Page<T> page(Look<T> look) {
    boolean up = PageSql.up(request);
    List<T> found = new ArrayList<>();
    Range left = whole;
    long slice = width;
    int looked = 0;
    int count = Math.min(bound, Math.max(FIRST_LOOK, request.limit() + 1));
    while (!left.empty()) {
      Range here = left.slice(slice, up);
      Met<T> met = look.at(here, count);
      Key last = met.last();
      looked += met.rows();
      found.addAll(met.sought());
      if (found.size() > request.limit()) {
        return page(found.subList(0, request.limit()), false, null);
      }
      if (last != null && met.enough()) {
        return page(found, false, new Page.Rest(last, request.backwards()));
      }
      if (last == null || met.rows() < count) {
        if (here.equals(left)) {
          break;
        }
        left = left.beyond(up ? here.last() : here.first(), up);
        slice = Math.min(slice, Long.MAX_VALUE / 2) * 2;
        count -= met.rows();
      } else {
        if (looked >= bound) {
          return page(found, false, new Page.Rest(last, request.backwards()));
        }
        left = left.beyond(last.value(), up);
        count = Math.min(count * GROWTH, bound - looked);
      }
      count = Math.max(1, Math.min(count, bound - looked));
    }
    return page(found, true, null);
  }

  private <T> Page<T> page(List<T> found, boolean done, Page.@Nullable Rest rest) {
    return new Page<>(request.backwards() ? found.reversed() : found, done, rest);
  }
}
