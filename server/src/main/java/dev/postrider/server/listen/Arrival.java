package dev.postrider.server.listen;

import dev.postrider.message.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One webhook, as it came.
 *
 * @param at when its headers were here
 * @param target path and query, as sent
 * @param headers with the capitals that were sent
 * @param body the exact bytes
 */
public record Arrival(
    Instant at, String method, String target, List<Header> headers, Payload body) {

  /** One line of the headers. */
  public record Header(String name, String value) {

    /** The name in small letters. */
    String key() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  public Arrival {
    headers = List.copyOf(headers);
  }

  /** All values by their names in small letters, sorted by these. */
  Map<String, List<String>> byName() {
    Map<String, List<String>> values = new TreeMap<>();
    headers.forEach(header ->
        values.merge(
            header.key(),
            List.of(header.value()),
            (some, more) -> java.util.stream.Stream.of(some, more).flatMap(List::stream).toList()));
    return values;
  }

  /** The values of a header whose name is given in small letters. */
  List<String> all(String name) {
    return headers.stream().filter(h -> h.key().equals(name)).map(Header::value).toList();
  }
}
