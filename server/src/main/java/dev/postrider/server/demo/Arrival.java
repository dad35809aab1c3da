package dev.postrider.server.demo;

import dev.postrider.message.Payload;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request at a customer's receiver.
 *
 * @param line method and path
 * @param headers by their names in small letters, the first of each
 * @param response how it is answered
 */
record Arrival(
    String line, Map<String, String> headers, Payload body, Response response, Instant at) {
  /** Those that a contract speaks of, in the order in which they are shown. */
  private static final List<String> TELLING =
      List.of(
          "content-type", "authorization", "webhook-id", "webhook-timestamp", "webhook-signature");

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The headers that a contract speaks of. */
  Map<String, String> telling() {
    Map<String, String> telling = new LinkedHashMap<>();
    TELLING.forEach(name -> header(name).ifPresent(value -> telling.put(name, value)));
    return telling;
  }
}
