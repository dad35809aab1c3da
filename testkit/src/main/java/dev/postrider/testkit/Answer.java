package dev.postrider.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a {@link Receiver} answers one request. */
@FunctionalInterface
public interface Answer {

  void write(Wire wire) throws IOException, InterruptedException;

  /** A plain answer without a body. */
  static Answer status(int status) {
    return status(status, "");
  }

  static Answer status(int status, String body) {
    return bytes(status, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A plain answer with these header lines, each {@code Name: value}. */
  static Answer bytes(int status, byte[] body, String... headerLines) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream(body.length + 128);
    answer.writeBytes(head(status, body.length, headerLines));
    answer.writeBytes(body);
    byte[] whole = answer.toByteArray();
    return wire -> wire.send(whole);
  }

  /** A redirect. */
  static Answer redirect(int status, String location) {
    return bytes(status, new byte[0], "Location: " + location);
  }

  /** An answer that asks to be left alone for a while. */
  static Answer retryAfter(int status, String value) {
    return bytes(status, new byte[0], "Retry-After: " + value);
  }

  /** Takes the request and never answers. */
  static Answer hang() {
    return Wire::hang;
  }

  /** Closes the connection without a word. */
  static Answer close() {
    return Wire::close;
  }

  /** Sends exactly this and closes: malformed status lines, bare bytes, what you like. */
  static Answer raw(String text) {
    return wire -> {
      wire.send(text);
      wire.close();
    };
  }

  /** Promises more body than it sends, then closes. */
  static Answer cutShort(int status, int promised, int sent) {
    return wire -> {
      wire.send(head(status, promised));
      wire.send(new byte[sent]);
      wire.close();
    };
  }

  /** Answers at once, then sends its body a byte at a time. */
  static Answer drip(int status, int length, Duration between) {
    return wire -> {
      wire.send(head(status, length));
      for (int sent = 0; sent < length; sent++) {
        wire.pause(between);
        wire.send(new byte[] {'.'});
      }
    };
  }

  /** Sends a body without end, as fast as it is taken. */
  static Answer flood(int status) {
    return wire -> {
      wire.send("HTTP/1.1 " + status + " Flood\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      while (true) {
        wire.send(chunk);
      }
    };
  }

  private static byte[] head(int status, int length, String... headerLines) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Answer\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    return head.append("Content-Length: ")
        .append(length)
        .append("\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
