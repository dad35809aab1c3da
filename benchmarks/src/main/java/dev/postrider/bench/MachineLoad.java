package dev.postrider.bench;

/**
 * The machine's load average over a minute, as measuring began and ended: above the cores, others
 * took part.
 */
record MachineLoad(double before, double after) {

  /** From what it was then to what it is now. */
  static MachineLoad since(double before) {
    return new MachineLoad(before, Environment.loadAverage());
  }
}
