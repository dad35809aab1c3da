package dev.postrider.bench;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a message, ready but for its stamp.
 *
 * @param bytes head and body; nobody writes to it
 * @param stampAt where the digits of the stamp begin
 */
record Template(byte[] bytes, int stampAt) {

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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
