package dev.postrider.bench;

import java.io.IOException;

/**
 * Measures one setting after the other in the same way: a load against the server, and the same
 * against the floor.
 */
record Sweep(Rig rig, FloorOption floor, Load.Timing timing) {

  /** As much as that server takes of this load. */
  Point measure(String name, double at, Server server, LoadShape shape)
      throws IOException, InterruptedException {
    Figures.progress(name + ".");
    try (Load load = server.load(shape)) {
      return measure(name, at, server, load, new Pace.Closed())
          .with(floor.measure(rig, shape, timing));
    }
  }

  /** One phase of a load that goes on being used. */
  Point measure(String name, double at, Server server, Load load, Pace pace)
      throws IOException, InterruptedException {
    Figures.progress(name + ", " + pace.told() + ": " + timing.span() + ".");
    Phase phase = load.run(pace, timing);
    return Point.of(name, at, phase, load.counts(), server.peakMegabytes());
  }
}
