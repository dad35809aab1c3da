package dev.postrider.api.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;

/** Requests as they come, of any size. */
final class Envelopes {
  private static final String LINE =
      "{\"sku\":\"A-1029\",\"name\":\"Caf\\u00e9 cr\\u00e8me\",\"count\":3,\"price\":24.90,\"gift\":false}";

  private Envelopes() {}

  /** An order with so many lines that it is about this long. */
  static String payload(int bytes) {
    int lines = Math.max(1, bytes / (LINE.length() + 1));
    return "{\"order\":\"o-17\",\"amount\":74.70,\"lines\":[%s]}"
        .formatted(String.join(",", Collections.nCopies(lines, LINE)));
  }

  static String message(int bytes) {
    return "{\"eventType\":\"order.paid\",\"payload\":%s}".formatted(payload(bytes));
  }

  /** One with all that most messages do without. */
  static byte[] full() {
    return """
    {"eventType":"order.paid","eventId":"o-17-paid","orderingKey":"o-17","channels":["shop","north"],
     "tags":["priority"],"payloadRetentionPeriod":30,"payload":%s}\
    """
        .formatted(payload(100))
        .getBytes(UTF_8);
  }

  /** So many messages in one request. */
  static byte[] batch(int messages, int bytes) {
    return "{\"messages\":[%s]}"
        .formatted(String.join(",", Collections.nCopies(messages, message(bytes))))
        .getBytes(UTF_8);
  }
}
