package dev.postrider.bench;

import java.util.List;

/** A picture of what was measured, as SVG: panels with axes, one below the other. */
record Plot(String title, List<Panel> panels) {
  static final int WIDTH = 860;
  private static final int TOP = 44;

  /** One diagram of a plot. */
  sealed interface Panel permits Lines, Bars {
    /** Pixels that it takes. */
    int HEIGHT = 260;

    /** Draws it, from this many pixels below the top of the picture on. */
    void draw(Svg svg, double top);
  }

  Plot {
    panels = List.copyOf(panels);
  }

  /** A plot of these panels. */
  static Plot of(String title, Panel... panels) {
    return new Plot(title, List.of(panels));
  }

  /** The document. */
  String svg() {
    Svg svg = new Svg(WIDTH, TOP + panels.size() * Panel.HEIGHT);
    svg.text(16, 28, Svg.Anchor.START, 17, title);
    for (int i = 0; i < panels.size(); i++) {
      panels.get(i).draw(svg, TOP + (double) i * Panel.HEIGHT);
    }
    return svg.document();
  }
}
