package dev.postrider.receiver.adapter;

import java.util.List;
import java.util.Locale;

/**
 * What came back.
 *
 * @param headers the lines between status and body, without {@code Date}
 */
public record Answer(int status, List<String> headers, String body) {

  /** The header's value, or "". */
  public String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .findFirst()
        .orElse("");
  }
}
