package dev.postrider.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where something sealed stands. It opens there alone, so that nobody who can write to a table can
 * have it shown, or sent, as that of another row.
 *
 * @param column table and column: {@code endpoint.sealed}
 * @param row the key of the row
 */
public record Place(String column, long row) {

  byte[] bytes() {
    byte[] name = column.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(name.length + Long.BYTES).put(name).putLong(row).array();
  }

  @Override
  public String toString() {
    return column + " of row " + row;
  }
}
