package dev.postrider.api.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text straight into bytes: no tree, and values that are JSON already go in as they
 * are. The caller keeps the nesting right. For one thread.
 */
public final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private byte[] buffer;
  private int length;
  private boolean comma;

  public JsonWriter() {
    this(512);
  }

  /** With room for so many bytes before it has to grow. */
  public JsonWriter(int room) {
    buffer = new byte[room];
  }

  public JsonWriter beginObject() {
    return open('{');
  }

  public JsonWriter endObject() {
    return close('}');
  }

  public JsonWriter beginArray() {
    return open('[');
  }

  public JsonWriter endArray() {
    return close(']');
  }

  public JsonWriter name(String name) {
    separate();
    quoted(name);
    put(':');
    comma = false;
    return this;
  }

  public JsonWriter value(@Nullable String text) {
    if (text == null) {
      return raw(NULL);
    }
    separate();
    quoted(text);
    comma = true;
    return this;
  }

  public JsonWriter value(@Nullable Integer number) {
    return number == null ? raw(NULL) : value(number.longValue());
  }

  public JsonWriter value(long number) {
    return raw(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }

  /** From 0 to 1, as exactly as a person wants to know it. */
  public JsonWriter share(double share) {
    return raw(
        BigDecimal.valueOf(share)
            .setScale(3, RoundingMode.FLOOR)
            .toPlainString()
            .getBytes(StandardCharsets.US_ASCII));
  }

  public JsonWriter value(boolean truth) {
    return raw(truth ? TRUE : FALSE);
  }

  /** In milliseconds, as a number with three decimals. */
  public JsonWriter value(Duration duration) {
    return raw(
        BigDecimal.valueOf(duration.toNanos() / 1_000, 3)
            .toPlainString()
            .getBytes(StandardCharsets.US_ASCII));
  }

  /** RFC 3339 in UTC with microseconds: always 27 characters. */
  public JsonWriter value(@Nullable Instant instant) {
    if (instant == null) {
      return raw(NULL);
    }
    separate();
    ensure(40);
    LocalDateTime t =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    put('"');
    digits(t.getYear(), 4);
    put('-');
    digits(t.getMonthValue(), 2);
    put('-');
    digits(t.getDayOfMonth(), 2);
    put('T');
    digits(t.getHour(), 2);
    put(':');
    digits(t.getMinute(), 2);
    put(':');
    digits(t.getSecond(), 2);
    put('.');
    digits(t.getNano() / 1_000, 6);
    put('Z');
    put('"');
    comma = true;
    return this;
  }

  /** A value that is JSON already, in UTF-8. */
  public JsonWriter raw(byte[] json) {
    separate();
    ensure(json.length);
    System.arraycopy(json, 0, buffer, length, json.length);
    length += json.length;
    comma = true;
    return this;
  }

  /** Maps, lists, strings, numbers, booleans and null. */
  public JsonWriter plain(@Nullable Object value) {
    return raw(JsonReading.compact(value));
  }

  /** The bytes written so far, at the front of an array that may be longer. */
  byte[] buffer() {
    return buffer;
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }

  private JsonWriter open(char c) {
    separate();
    put(c);
    comma = false;
    return this;
  }

  private JsonWriter close(char c) {
    put(c);
    comma = true;
    return this;
  }

  private void separate() {
    if (comma) {
      put(',');
    }
  }

  private void quoted(String text) {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c >= 0x20 && c < 0x7f) {
        put(c);
      } else if (c < 0x80) {
        control(c);
      } else if (c < 0x800) {
        put(0xc0 | (c >> 6));
        put(0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        pair(Character.toCodePoint(c, text.charAt(i)));
      } else if (Character.isSurrogate(c)) {
        escaped(c);
      } else {
        put(0xe0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3f));
        put(0x80 | (c & 0x3f));
      }
    }
    put('"');
  }

  private void pair(int code) {
    put(0xf0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3f));
    put(0x80 | ((code >> 6) & 0x3f));
    put(0x80 | (code & 0x3f));
  }

  private void control(char c) {
    switch (c) {
      case '\n' -> put('\\', 'n');
      case '\r' -> put('\\', 'r');
      case '\t' -> put('\\', 't');
      default -> escaped(c);
    }
  }

  private void escaped(char c) {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[(c >> shift) & 0xf]);
    }
  }

  private void digits(int number, int width) {
    for (int at = length + width - 1, rest = number; at >= length; at--, rest /= 10) {
      buffer[at] = (byte) ('0' + rest % 10);
    }
    length += width;
  }

  private void put(char first, char second) {
    put(first);
    put(second);
  }

  private void put(int b) {
    ensure(1);
    buffer[length++] = (byte) b;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
