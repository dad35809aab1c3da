package dev.postrider.server;

import java.time.InstantSource;

/**
 * The time, in the two ways in which it is asked for.
 *
 * @param wall the time of day, which may be set
 * @param steady the same at the start, and never jumps: alarms are set by it
 */
record Clocks(InstantSource wall, InstantSource steady) {
  static Clocks system() {
    InstantSource wall = InstantSource.system();
    return new Clocks(wall, new SteadyClock(wall));
  }
}
