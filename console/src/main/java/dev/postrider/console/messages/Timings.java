package dev.postrider.console.messages;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How long an attempt took, and what for.
 *
 * @param total milliseconds
 * @param parts one after the other; those that did not happen, as on a kept connection, are left
 *     out
 */
public record Timings(long total, List<Part> parts) {
  /**
   * A part of it.
   *
   * @param name the end of the key of its text
   * @param millis how long it took, to a tenth
   */
  public record Part(String name, double millis) {}

  static Timings of(JsonNode attempt) {
    JsonNode said = attempt.path("timings");
    List<Part> parts = new ArrayList<>();
    for (String name : List.of("dns", "connect", "tls", "firstByte")) {
      JsonNode millis = said.path(name + "Ms");
      if (millis.isNumber()) {
        parts.add(new Part(name, Math.round(millis.asDouble() * 10) / 10.0));
      }
    }
    return new Timings(attempt.path("responseDurationMs").asLong(), parts);
  }
}
