package dev.postrider.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells whether a failure is the database's or that of the rows. */
final class Trouble {
  private Trouble() {}

  /**
   * True when other rows might have been written: the batch is worth cutting in two. All else (no
   * connection, disk full, out of memory, shutting down, rights, tables or partitions missing)
   * would fail for every row alike, and is waited for.
   *
   * <p>Failure policy: fail closed for errors inside the database (class XX), because a corrupt
   * table or index refuses many rows, and cutting would drop one record after another.
   */
  static boolean ofRows(SQLException failure) {
    String state = state(failure);
    return state != null
        && switch (state.substring(0, 2)) {
          case "21", "22", "44", "54" -> true;
          // 23514 is what a row without a partition gets; the schema has no check that a row could
          // fail.
          case "23" -> !state.equals("23514");
          default -> false;
        };
  }

  /** True when the row that a unique index refused already exists. */
  static boolean duplicate(SQLException failure) {
    return "23505".equals(state(failure));
  }

  /**
   * True when the database was not reached or went away: it is well again once it can be reached.
   */
  static boolean ofConnection(SQLException failure) {
    String state = state(failure);
    return state == null || state.startsWith("08") || state.startsWith("57");
  }

  /** One line for the log and for those who wait; holds no parameter of a statement. */
  static String say(SQLException failure) {
    String state = state(failure);
    String message =
        failure.getMessage() == null ? "" : failure.getMessage().lines().findFirst().orElse("");
    return (state == null ? "" : "[" + state + "] ") + message;
  }

  private static @Nullable String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() != 5 ? null : state;
  }
}
