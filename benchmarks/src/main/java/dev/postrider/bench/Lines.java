package dev.postrider.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Values over others, joined by lines.
 *
 * @param across what the horizontal axis has
 * @param log whether that axis is logarithmic
 */
record Lines(String title, String unit, String across, boolean log, List<Line> lines)
    implements Plot.Panel {

  /** One line; what is not a number is left out. */
  record Line(String name, List<Double> x, List<Double> y) {
    Line {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(name + ": " + x.size() + " and " + y.size() + " values");
      }
    }

    /** One value after the other, from {@code first} on, {@code step} apart. */
    static Line every(String name, double first, double step, List<? extends Number> values) {
      return new Line(
          name,
          IntStream.range(0, values.size()).mapToObj(i -> first + i * step).toList(),
          values.stream().map(Number::doubleValue).toList());
    }
  }

  Lines {
    lines = List.copyOf(lines);
  }

  static Lines of(String title, String unit, String across, Line... lines) {
    return new Lines(title, unit, across, false, List.of(lines));
  }

  @Override
  public void draw(Svg svg, double top) {
    Scale vertical =
        Scale.fromZero(
            lines.stream().flatMap(line -> line.y.stream()).mapToDouble(Double::doubleValue));
    Scale horizontal = Scale.around(lines.stream().flatMap(line -> line.x.stream()).toList(), log);
    Frame frame = new Frame(svg, top, title, unit, vertical);
    for (double tick : horizontal.ticks()) {
      frame.tick(horizontal.place(tick), Scale.label(tick));
    }
    frame.below(across);
    frame.legend(lines.stream().map(Line::name).toList());
    for (int i = 0; i < lines.size(); i++) {
      draw(svg, frame, horizontal, lines.get(i), Svg.colour(i));
    }
  }

  private static void draw(Svg svg, Frame frame, Scale horizontal, Line line, String colour) {
    List<String> points =
        IntStream.range(0, line.x.size())
            .filter(i -> Double.isFinite(line.y.get(i)))
            .mapToObj(
                i -> Svg.point(frame.x(horizontal.place(line.x.get(i))), frame.y(line.y.get(i))))
            .toList();
    svg.through(points, colour);
    if (points.size() <= 30) {
      for (String point : points) {
        int comma = point.indexOf(',');
        svg.dot(
            Double.parseDouble(point.substring(0, comma)),
            Double.parseDouble(point.substring(comma + 1)),
            colour);
      }
    }
  }
}
