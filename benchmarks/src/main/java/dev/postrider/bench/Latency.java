package dev.postrider.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * End-to-end times of the messages that were meant to be sent since a moment. One thread records,
 * one other reads.
 *
 * <p>A time counts from the intended send time, so that a stalled server is charged for the
 * messages it kept from being sent (no coordinated omission).
 */
final class Latency implements Answers {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  /** The percentiles that are reported, in milliseconds. */
  record Millis(double p50, double p99, double p999) {
    static Millis of(Histogram nanos) {
      return new Millis(at(nanos, 50), at(nanos, 99), at(nanos, 99.9));
    }

    /** For people: one after the other. */
    String text() {
      return "%.2f/%.2f/%.2f".formatted(p50, p99, p999);
    }

    /** For a plot. */
    Bars bars() {
      return bars("accept → received", this);
    }

    static Bars bars(String title, Millis millis) {
      return Bars.of(
          title,
          "ms",
          Bars.Bar.of("p50", millis.p50),
          Bars.Bar.of("p99", millis.p99),
          Bars.Bar.of("p99.9", millis.p999));
    }

    private static double at(Histogram nanos, double percentile) {
      return Math.round(nanos.getValueAtPercentile(percentile) / 1e4) / 1e2;
    }
  }

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(LONGEST, DIGITS);
  private final AtomicLong from = new AtomicLong(Long.MAX_VALUE);

  /** Counts what was acknowledged. */
  @Override
  public void answered(LoadConnection request, boolean acknowledged, long now) {
    if (acknowledged) {
      record(request.intended(), now);
    }
  }

  void record(long intended, long now) {
    if (intended >= from.getOpaque()) {
      recorder.recordValue(Math.clamp(now - intended, 0, LONGEST));
    }
  }

  /** Forgets what was measured and counts messages intended from {@code nanos} on. */
  void restart(long nanos) {
    recorder.reset();
    from.setOpaque(nanos);
  }

  /** What was measured since {@link #restart}; measuring goes on from zero. */
  Histogram take() {
    return recorder.getIntervalHistogram();
  }
}
