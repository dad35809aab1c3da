package dev.postrider.testkit;

import dev.postrider.message.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request as it came over the wire.
 *
 * @param connection which connection of the receiver it came on, from 1
 * @param nanos when it was complete, by {@link System#nanoTime}
 * @param target path and query, as sent
 * @param headers in the order and with the capitals that were sent
 * @param body the exact bytes
 */
public record Received(
    int connection,
    long nanos,
    String method,
    String target,
    List<Map.Entry<String, String>> headers,
    Payload body) {
  public Received {
    headers = List.copyOf(headers);
  }

  /** The first value of a header, whatever its capitals. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * The id that the message was signed with, whichever names were chosen; empty text when there is
   * none.
   */
  public String messageId() {
    return header("webhook-id").or(() -> header("svix-id")).orElse("");
  }
}
