package dev.postrider.simulation;

/** What happened in a run, counted. */
final class Tally {
  int messages;
  int attempts;
  int failures;
  int crashes;
  int handOvers;
  int fenced;
  int doubts;
  int cancels;
  int repeats;
  int resends;
  int refused;
  int late;
  int maxParked;

  Report report() {
    return new Report(
        messages, attempts, failures, crashes, handOvers, fenced, doubts, cancels, repeats, resends,
        refused, late, maxParked);
  }
}
