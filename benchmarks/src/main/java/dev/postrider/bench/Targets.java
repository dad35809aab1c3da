package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;

/** Collects the targets that were not met, in words. For one thread. */
final class Targets {
  private final List<String> missed = new ArrayList<>();

  /** At least so much; what is measured is said with its unit. */
  Targets least(String what, double measured, double least) {
    return judge(measured >= least, what, measured, least);
  }

  /** At most so much. */
  Targets most(String what, double measured, double most) {
    return judge(measured <= most, what, measured, most);
  }

  /** None at all. */
  Targets none(String what, long measured) {
    if (measured != 0) {
      missed.add("%s %d, not 0".formatted(what, measured));
    }
    return this;
  }

  private Targets judge(boolean met, String what, double measured, double target) {
    if (!met) {
      missed.add("%s %s, not %s".formatted(what, said(measured), said(target)));
    }
    return this;
  }

  List<String> missed() {
    return List.copyOf(missed);
  }

  private static String said(double value) {
    return value == Math.rint(value) || Math.abs(value) >= 100
        ? "%.0f".formatted(value)
        : "%.2f".formatted(value);
  }
}
