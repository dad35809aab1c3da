package dev.postrider.bench;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints what was measured: one JSON document, or a table for people. */
final class Figures {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** A report that can be shown both ways; as JSON, its record components are the members. */
  interface Report {
    String table();
  }

  private Figures() {}

  static void print(Report report, boolean json) {
    System.out.println(json ? json(report) : report.table());
  }

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
