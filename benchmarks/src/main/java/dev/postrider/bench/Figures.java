package dev.postrider.bench;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Figures as they are told. */
final class Figures {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A report that can be shown both ways; as JSON, its record components are the members. */
  interface Report {
    /** What fits on a screen. */
    String table();

    /** What was measured, in pictures. */
    Plot plot();

    /** False when a promise was broken: something was lost, or came in a wrong order. */
    default boolean kept() {
      return true;
    }
  }

  private Figures() {}

  static String json(Report report) {
    return JSON.writeValueAsString(report);
  }

  /** To two decimals: more would be noise. */
  static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** Tells a person how far the run is, on standard error. */
  static void progress(String message) {
    System.err.println(message);
  }
}
