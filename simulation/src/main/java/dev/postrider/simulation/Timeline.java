package dev.postrider.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time in microseconds since the start, and what happens at which of them. */
final class Timeline {

  /** Whose step it is: a process that has ended does nothing more, a frozen one does it later. */
  static final class Life {
    private boolean over;
    private long frozenUntil;

    void end() {
      over = true;
    }

    boolean over() {
      return over;
    }

    void freeze(long until) {
      frozenUntil = Math.max(frozenUntil, until);
    }
  }

  private record Step(long at, long order, Life life, Runnable what) {}

  /** Of what lies outside of every process. */
  final Life world = new Life();

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::at).thenComparingLong(Step::order));
  private long order;
  private long now;

  long now() {
    return now;
  }

  void in(long micros, Life life, Runnable what) {
    steps.add(new Step(now + Math.max(0, micros), order++, life, what));
  }

  /** Does the next thing that happens; false when nothing is left. */
  boolean step() {
    Step step = steps.poll();
    if (step == null) {
      return false;
    }
    now = step.at;
    if (step.life.over) {
      return true;
    }
    if (step.life.frozenUntil > now) {
      steps.add(new Step(step.life.frozenUntil, step.order, step.life, step.what));
      return true;
    }
    step.what.run();
    return true;
  }
}
