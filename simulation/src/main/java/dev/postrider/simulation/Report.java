package dev.postrider.simulation;

/**
 * What one run or several did, so that one can tell that they did anything.
 *
 * @param messages that became durable
 * @param failures attempts without success
 * @param fenced processes whose write came after another had taken over
 * @param doubts commits whose answer was lost
 * @param cancels deliveries that a person cancelled
 * @param repeats deliveries that were requeued
 * @param resends that were confirmed
 * @param refused drafts that were told 503 or 4xx
 * @param late receipts whose sender had given up
 * @param maxParked the most rows that were parked at once
 */
public record Report(
    long messages,
    long attempts,
    long failures,
    long crashes,
    long handOvers,
    long fenced,
    long doubts,
    long cancels,
    long repeats,
    long resends,
    long refused,
    long late,
    long maxParked) {

  /** Of no run. */
  public static final Report NONE = new Report(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public Report plus(Report other) {
    return new Report(
        messages + other.messages,
        attempts + other.attempts,
        failures + other.failures,
        crashes + other.crashes,
        handOvers + other.handOvers,
        fenced + other.fenced,
        doubts + other.doubts,
        cancels + other.cancels,
        repeats + other.repeats,
        resends + other.resends,
        refused + other.refused,
        late + other.late,
        Math.max(maxParked, other.maxParked));
  }
}
