package dev.postrider.testkit;

import dev.postrider.message.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.1 requests off one connection, keeping every byte as it came. */
final class RequestReader {
  private static final int LONGEST_LINE = 64 * 1024;

  private final int connection;
  private final InputStream in;

  RequestReader(int connection, InputStream in) {
    this.connection = connection;
    this.in = new BufferedInputStream(in, 16 * 1024);
  }

  /** The next request; empty when the sender has closed the connection. */
  Optional<Received> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String[] start = ((char) first + line()).split(" ", 3);
    if (start.length != 3) {
      throw new IOException("no request line: " + String.join(" ", start));
    }
    List<Map.Entry<String, String>> headers = headers();
    Payload body = Payload.of(body(headers));
    return Optional.of(
        new Received(connection, System.nanoTime(), start[0], start[1], headers, body));
  }

  private List<Map.Entry<String, String>> headers() throws IOException {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("no header: " + line);
      }
      headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private byte[] body(List<Map.Entry<String, String>> headers) throws IOException {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equalsIgnoreCase("content-length")) {
        return exactly(Integer.parseInt(header.getValue()));
      }
      if (header.getKey().equalsIgnoreCase("transfer-encoding")) {
        return chunks();
      }
    }
    return new byte[0];
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(exactly(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the request ended early");
    }
    return bytes;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.size() > LONGEST_LINE) {
        throw new EOFException("the request ended early or has no end");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
