package dev.postrider.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Values side by side, each made of parts that stand one upon the other.
 *
 * @param parts what the parts of each bar are
 */
record Bars(String title, String unit, List<String> parts, List<Bar> bars) implements Plot.Panel {
  private static final double THICKNESS = 0.6;
  private static final int LONGEST_LABEL = 22;

  /** One bar; a part for each of the names. */
  record Bar(String name, List<Double> parts) {
    Bar {
      parts = List.copyOf(parts);
    }

    static Bar of(String name, double... parts) {
      return new Bar(name, Arrays.stream(parts).boxed().toList());
    }

    double total() {
      return parts.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  Bars {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
    for (Bar bar : bars) {
      if (bar.parts.size() != parts.size()) {
        throw new IllegalArgumentException(bar.name + ": " + bar.parts + " for " + parts);
      }
    }
  }

  /** Bars of one part. */
  static Bars of(String title, String unit, Bar... bars) {
    return new Bars(title, unit, List.of(unit), List.of(bars));
  }

  /** What a delivery costs in several cases. */
  static Bars cpu(List<Bar> bars) {
    return new Bars("CPU per delivery", "µs", List.of("server", "PostgreSQL"), bars);
  }

  /** One of those. */
  static Bar cpu(String name, Phase.CpuMicros cpu) {
    return Bar.of(name, cpu.server(), cpu.postgres());
  }

  @Override
  public void draw(Svg svg, double top) {
    Frame frame =
        new Frame(svg, top, title, unit, Scale.fromZero(bars.stream().mapToDouble(Bar::total)));
    if (parts.size() > 1) {
      frame.legend(parts);
    }
    double width = 1.0 / Math.max(1, bars.size());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double left = frame.x((i + (1 - THICKNESS) / 2) * width);
      double right = frame.x((i + (1 + THICKNESS) / 2) * width);
      double below = 0;
      for (int part = 0; part < bar.parts.size(); part++) {
        double above = below + bar.parts.get(part);
        svg.rectangle(
            left, frame.y(above), right - left, frame.y(below) - frame.y(above), Svg.colour(part));
        below = above;
      }
      svg.text((left + right) / 2, frame.y(below) - 4, Svg.Anchor.MIDDLE, 11, Scale.label(below));
      frame.tick((i + 0.5) * width, shortened(bar.name));
    }
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_LABEL ? name : name.substring(0, LONGEST_LABEL - 1) + "…";
  }
}
