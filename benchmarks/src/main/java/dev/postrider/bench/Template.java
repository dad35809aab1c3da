package dev.postrider.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request to create one message or a batch, ready but for the stamps. Never changes. */
final class Template implements Request {
  private final byte[] bytes;
  private final int[] stampsAt;

  /**
   * Takes head and body, which the caller gives away, and where in them the digits of each
   * message's stamp begin.
   */
  Template(byte[] bytes, int... stampsAt) {
    this.bytes = bytes;
    this.stampsAt = stampsAt;
  }

  /** Where the requests of one application go. */
  record Target(String authority, String application, String token) {}

  /** The request for this payload; a message without an ordering key when {@code key} is null. */
  static Template of(Target target, @Nullable String key, byte[] payload) {
    return of(target, "/msg?with_content=false", message(key, payload));
  }

  /** The request for a batch of so many messages with this payload. */
  static Template batch(Target target, @Nullable String key, byte[] payload, int messages) {
    String message = message(key, payload);
    String all = String.join(",", Collections.nCopies(messages, message));
    return of(target, "/msg/batch", "{\"messages\":[" + all + "]}");
  }

  private static String message(@Nullable String key, byte[] payload) {
    String ordering = key == null ? "" : "\"orderingKey\":\"" + key + "\",";
    return "{\"eventType\":\"message.created\","
        + ordering
        + "\"payload\":"
        + new String(payload, StandardCharsets.UTF_8)
        + "}";
  }

  private static Template of(Target target, String path, String body) {
    byte[] json = body.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ascii(
            "POST /api/v1/app/"
                + target.application
                + path
                + " HTTP/1.1\r\nHost: "
                + target.authority
                + "\r\nAuthorization: Bearer "
                + target.token
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
                + json.length
                + "\r\n\r\n");
    byte[] all = Arrays.copyOf(head, head.length + json.length);
    System.arraycopy(json, 0, all, head.length, json.length);
    return new Template(all, stamps(all));
  }

  /** Where the digits of each stamp begin. */
  private static int[] stamps(byte[] request) {
    byte[] prefix = ascii(Stamp.PREFIX);
    return IntStream.range(0, request.length - prefix.length)
        .filter(at -> Arrays.equals(request, at, at + prefix.length, prefix, 0, prefix.length))
        .map(at -> at + prefix.length)
        .toArray();
  }

  @Override
  public int messages() {
    return stampsAt.length;
  }

  @Override
  public int length() {
    return bytes.length;
  }

  @Override
  public void fill(ByteBuffer out, int track, int number, long nanos) {
    out.clear().put(bytes);
    for (int i = 0; i < stampsAt.length; i++) {
      Stamp.write(out, stampsAt[i], track, number + i, nanos);
    }
    out.flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
