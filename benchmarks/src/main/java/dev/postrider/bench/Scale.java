package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where values stand on an axis.
 *
 * @param log by their logarithm; {@code least} is above 0 then
 */
record Scale(double least, double most, boolean log) {
  private static final int TICKS = 5;

  Scale {
    if (!(least < most) || (log && !(least > 0))) {
      throw new IllegalArgumentException("no scale from " + least + " to " + most);
    }
  }

  /** From 0 up to what holds all of them. */
  static Scale fromZero(DoubleStream values) {
    double most = values.filter(Double::isFinite).max().orElse(0);
    double step = step(most <= 0 ? 1 : most);
    return new Scale(0, Math.max(step, Math.ceil(most / step) * step), false);
  }

  /** From the least of them to the most. */
  static Scale around(List<Double> values, boolean log) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    boolean logarithmic = log && least > 0;
    if (least < most) {
      return new Scale(least, most, logarithmic);
    }
    // A single value stands in the middle.
    return logarithmic
        ? new Scale(least / 2, least * 2, true)
        : new Scale(least - 1, least + 1, false);
  }

  /** From 0 at the least to 1 at the most. */
  double place(double value) {
    return log
        ? Math.log(value / least) / Math.log(most / least)
        : (value - least) / (most - least);
  }

  /** Round values within the scale, some of which to label. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log) {
      for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= most; power *= 10) {
        for (int digit : new int[] {1, 2, 5}) {
          addWithin(ticks, power * digit);
        }
      }
      return ticks;
    }
    double step = step(most - least);
    for (long i = (long) Math.ceil(least / step); i * step <= most + step / 1e6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private void addWithin(List<Double> ticks, double value) {
    if (value >= least * 0.999 && value <= most * 1.001) {
      ticks.add(value);
    }
  }

  /** 1, 2 or 5 times a power of ten, so that some five of them make the span. */
  private static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
    double rest = span / TICKS / power;
    return power * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
  }

  /** A value for people: 12, 1.5, 250k, 1.2M. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size >= 1e6) {
      return trimmed(value / 1e6) + "M";
    }
    return size >= 10_000 ? trimmed(value / 1e3) + "k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < 0.1 ? "%.3f" : "%.2f", value);
    return text.replaceAll("[.]?0+$", "").replaceAll("^-?$", "0");
  }
}
