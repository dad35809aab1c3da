package dev.postrider.bench;

import java.util.List;

/** The field of a panel, with its title, its vertical axis and its legend. */
final class Frame {
  private static final int LEFT = 64;
  private static final int RIGHT = 180;
  private static final int ABOVE = 28;
  private static final int BELOW = 44;
  private static final int SMALL = 11;
  private static final String GRID = "#dddddd";

  private final Svg svg;
  private final double top;
  private final Scale vertical;

  /** Draws all of it but what is measured. */
  Frame(Svg svg, double top, String title, String unit, Scale vertical) {
    this.svg = svg;
    this.top = top + ABOVE;
    this.vertical = vertical;
    svg.text(LEFT, top + 16, Svg.Anchor.START, 13, title);
    svg.text(LEFT - 8, top + ABOVE - 8, Svg.Anchor.END, SMALL, unit);
    for (double tick : vertical.ticks()) {
      svg.line(LEFT, y(tick), right(), y(tick), GRID);
      svg.text(LEFT - 8, y(tick) + 4, Svg.Anchor.END, SMALL, Scale.label(tick));
    }
    svg.line(LEFT, bottom(), right(), bottom(), "#333333");
  }

  double y(double value) {
    return bottom() - vertical.place(value) * (bottom() - top);
  }

  /** From 0 at the left end to 1 at the right one. */
  double x(double place) {
    return LEFT + place * (right() - LEFT);
  }

  double bottom() {
    return top + Plot.Panel.HEIGHT - ABOVE - BELOW;
  }

  void tick(double place, String label) {
    svg.text(x(place), bottom() + 15, Svg.Anchor.MIDDLE, SMALL, label);
  }

  void below(String label) {
    svg.text(x(0.5), bottom() + 31, Svg.Anchor.MIDDLE, SMALL, label);
  }

  void legend(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      double y = top + 8 + 17.0 * i;
      svg.rectangle(right() + 14, y - 8, 9, 9, Svg.colour(i));
      svg.text(right() + 29, y, Svg.Anchor.START, SMALL, names.get(i));
    }
  }

  private double right() {
    return Plot.WIDTH - RIGHT;
  }
}
