package dev.postrider.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in PostgreSQL's binary COPY format, through one buffer that is used again for every
 * batch. For one thread.
 *
 * <p>Hand-written because it is paid on every message: no boxing, no text, one copy of the payload.
 */
final class CopyRows {
  private static final byte[] HEADER = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  /** Sent on when it is this full; larger values go past it. */
  private static final int FLUSH = 64 * 1024;

  private static final int INT8_OID = 20;
  private static final int TEXT_OID = 25;
  private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;

  private byte[] buffer = new byte[FLUSH * 2];
  private int size;
  private @Nullable CopyIn copy;

  /** Encodes one row through the other methods. */
  @FunctionalInterface
  interface Rows {
    void write(CopyRows rows) throws SQLException;
  }

  /** Runs one COPY, whole or not at all. */
  void copy(Connection connection, String sql, Rows rows) throws SQLException {
    CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    copy = in;
    size = 0;
    try {
      put(HEADER);
      rows.write(this);
      int2(-1);
      flush(in);
      in.endCopy();
    } finally {
      copy = null;
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  void row(int columns) throws SQLException {
    if (size >= FLUSH && copy != null) {
      flush(copy);
    }
    int2(columns);
  }

  void smallint(int value) {
    int4(2);
    int2(value);
  }

  void integer(int value) {
    int4(4);
    int4(value);
  }

  void bigint(long value) {
    int4(8);
    int8(value);
  }

  void bool(boolean value) {
    int4(1);
    room(1);
    buffer[size++] = (byte) (value ? 1 : 0);
  }

  void timestamp(Instant time) {
    bigint(ChronoUnit.MICROS.between(Instant.EPOCH, time) - EPOCH_2000_MICROS);
  }

  void text(@Nullable String value) {
    if (value == null) {
      int4(-1);
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      int4(bytes.length);
      put(bytes);
    }
  }

  void bytes(byte @Nullable [] value) throws SQLException {
    if (value == null) {
      int4(-1);
      return;
    }
    int4(value.length);
    if (value.length < FLUSH || copy == null) {
      put(value);
    } else {
      flush(copy);
      copy.writeToCopy(value, 0, value.length);
    }
  }

  void texts(List<String> values) {
    int start = array(values.size(), TEXT_OID);
    values.forEach(this::text);
    close(start);
  }

  void bigints(long[] values) {
    int start = array(values.length, INT8_OID);
    for (long value : values) {
      bigint(value);
    }
    close(start);
  }

  void nothing() {
    int4(-1);
  }

  /** The head of an array; its length is known at the end. */
  private int array(int length, int type) {
    int start = size;
    int4(0);
    int4(length == 0 ? 0 : 1);
    int4(0);
    int4(type);
    if (length > 0) {
      int4(length);
      int4(1);
    }
    return start;
  }

  private void close(int start) {
    int end = size;
    size = start;
    int4(end - start - 4);
    size = end;
  }

  private void flush(CopyIn in) throws SQLException {
    if (size > 0) {
      in.writeToCopy(buffer, 0, size);
      size = 0;
    }
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void int2(int value) {
    room(2);
    buffer[size++] = (byte) (value >>> 8);
    buffer[size++] = (byte) value;
  }

  private void int4(int value) {
    room(4);
    int2(value >>> 16);
    int2(value);
  }

  private void int8(long value) {
    room(8);
    int4((int) (value >>> 32));
    int4((int) value);
  }

  private void room(int bytes) {
    if (size + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + bytes));
    }
  }
}
