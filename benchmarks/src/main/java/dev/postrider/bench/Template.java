package dev.postrider.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request to create a message, ready but for its stamp. Never changes. */
final class Template {
  private final byte[] bytes;
  private final int stampAt;

  /**
   * Takes head and body, which the caller gives away, and where in them the digits of the stamp
   * begin.
   */
  Template(byte[] bytes, int stampAt) {
    this.bytes = bytes;
    this.stampAt = stampAt;
  }

  /** Where the requests of one application go. */
  record Target(String authority, String application, String token) {}

  /** The request for this payload; a message without an ordering key when {@code key} is null. */
  static Template of(Target target, @Nullable String key, byte[] payload) {
    String ordering = key == null ? "" : "\"orderingKey\":\"" + key + "\",";
    byte[] prefix = ascii("{\"eventType\":\"message.created\"," + ordering + "\"payload\":");
    byte[] head =
        ascii(
            "POST /api/v1/app/"
                + target.application
                + "/msg?with_content=false HTTP/1.1\r\nHost: "
                + target.authority
                + "\r\nAuthorization: Bearer "
                + target.token
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: "
                + (prefix.length + payload.length + 1)
                + "\r\n\r\n");
    byte[] all = new byte[head.length + prefix.length + payload.length + 1];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(prefix, 0, all, head.length, prefix.length);
    System.arraycopy(payload, 0, all, head.length + prefix.length, payload.length);
    all[all.length - 1] = '}';
    return new Template(all, head.length + prefix.length + Stamp.PREFIX.length());
  }

  int length() {
    return bytes.length;
  }

  /** Makes the buffer hold the request with this stamp, ready to be written out. */
  void fill(ByteBuffer out, int track, int number, long nanos) {
    out.clear().put(bytes);
    Stamp.write(out, stampAt, track, number, nanos);
    out.flip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
