package dev.postrider.outbox;

import java.util.regex.Pattern;

/**
 * The names of what the outbox has in a database. They are put into statements as they are, so that
 * nothing but plain names is one.
 *
 * @param rows the table of the messages, with its schema before it if need be
 */
record TableName(String rows) {
  private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_]{0,47}";
  private static final Pattern NAME = Pattern.compile("(" + PLAIN + "\\.)?" + PLAIN);

  TableName {
    if (!NAME.matcher(rows).matches()) {
      throw new IllegalArgumentException(
          "a table's name is up to 48 letters, digits and underscores, with a schema before it at"
              + " most");
    }
  }

  /** The table of one row, whose lock says which relay's turn it is. */
  String turn() {
    return rows + "_turn";
  }

  /** An index has no schema of its own where it is made. */
  String index() {
    return rows.substring(rows.indexOf('.') + 1) + "_state";
  }
}
