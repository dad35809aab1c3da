package dev.postrider.postgres;

import dev.postrider.directory.Page;
import java.util.List;

/**
 * A page of a list as SQL: where it begins, which way it walks, and one row more to see whether
 * anything follows.
 */
record PageSql(String column, Page.Request<?> request) {

  /** True when a page walks from lower keys to higher ones. */
  static boolean up(Page.Request<?> request) {
    return request.ascending() != request.backwards();
  }

  /** The condition; {@code :after} is bound when the request has one. */
  String where() {
    return request.after() == null ? "true" : column + (up(request) ? " > " : " < ") + ":after";
  }

  String order() {
    return "order by " + column + (up(request) ? " asc" : " desc");
  }

  String limit() {
    return "limit " + (request.limit() + 1);
  }

  <T> Page<T> page(List<T> rows) {
    boolean done = rows.size() <= request.limit();
    return page(done ? rows : rows.subList(0, request.limit()), done);
  }

  /** A page of rows that have been cut already. */
  <T> Page<T> page(List<T> rows, boolean done) {
    return new Page<>(request.backwards() ? rows.reversed() : rows, done);
  }
}
