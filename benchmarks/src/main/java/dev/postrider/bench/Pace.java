package dev.postrider.bench;

import java.time.Duration;
import java.util.List;

/** When the generator sends. */
sealed interface Pace {
  /** For people: how much that is. */
  String told();

  /**
   * As fast as the server takes it: every connection sends its next message when the last is
   * answered.
   */
  record Closed() implements Pace {
    @Override
    public String told() {
      return "at its maximum";
    }
  }

  /** At its own rate, whatever the server does. */
  sealed interface Timed extends Pace {
    /** When a message is due, in the nanoseconds of {@code start}. */
    long due(long message, long start);

    /**
     * Whether what is due waits for a free connection. Otherwise it is never sent: whoever has all
     * his connections busy gives up.
     */
    boolean waits();
  }

  /** Message {@code i} is due {@code i / perSecond} after the start. */
  record Open(double perSecond) implements Timed {
    public Open {
      if (!(perSecond > 0 && perSecond <= 1_000_000)) {
        throw new IllegalArgumentException("rate: above 0 to 1000000, not " + perSecond);
      }
    }

    @Override
    public String told() {
      return "%.0f requests/s".formatted(perSecond);
    }

    @Override
    public long due(long message, long start) {
      return start + (long) (message * 1e9 / perSecond);
    }

    @Override
    public boolean waits() {
      return true;
    }
  }

  /** One rate after the other. What finds no free connection is not sent. */
  record Steps(List<Step> steps) implements Timed {
    /** So many messages a second for so long. */
    record Step(double perSecond, Duration length) {
      long messages() {
        return Math.round(perSecond * length.toMillis() / 1e3);
      }
    }

    public Steps {
      steps = List.copyOf(steps);
    }

    @Override
    public String told() {
      return steps.size() + " rates";
    }

    /** How many messages it has. */
    long messages() {
      return steps.stream().mapToLong(Step::messages).sum();
    }

    @Override
    public long due(long message, long start) {
      long first = 0;
      long from = start;
      for (Step step : steps) {
        if (message < first + step.messages()) {
          return from + (long) ((message - first) * 1e9 / step.perSecond);
        }
        first += step.messages();
        from += step.length.toNanos();
      }
      return Long.MAX_VALUE;
    }

    @Override
    public boolean waits() {
      return false;
    }
  }
}
