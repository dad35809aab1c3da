package dev.postrider.bench;

/** Reads the text form of Prometheus. */
final class Metrics {
  private Metrics() {}

  /** The sum over all labels of one metric; 0 when there is none of that name. */
  static long sum(String text, String name) {
    double sum = 0;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(name + " ") || line.startsWith(name + "{")) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return Math.round(sum);
  }
}
