package dev.postrider.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What became of each second's requests; a request belongs to the second in which it was due.
 * Written by the generator's thread, to be read once the generator rests.
 */
final class Timeline implements Answers {
  private static final int UNAVAILABLE = 503;
  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
  private static final int DIGITS = 2;

  /** The requests of one second, or of several. */
  static final class Span {
    private int seconds;
    private long accepted;
    private long shed;
    private long failed;
    private long unsent;
    private final Histogram acceptedMicros = new Histogram(LONGEST_MICROS, DIGITS);
    private final Histogram shedMicros = new Histogram(LONGEST_MICROS, DIGITS);

    /** How many seconds it has. */
    int seconds() {
      return seconds;
    }

    /** Acknowledged. */
    long accepted() {
      return accepted;
    }

    /** Answered 503 with {@code Retry-After}. */
    long shed() {
      return shed;
    }

    /** Answered otherwise, or not at all. */
    long failed() {
      return failed;
    }

    /** Not sent, because no connection was free. */
    long unsent() {
      return unsent;
    }

    /** Sent. */
    long offered() {
      return accepted + shed + failed;
    }

    /** From when a request was due to its acknowledgement. */
    Times acceptedMillis() {
      return Times.of(acceptedMicros);
    }

    /** From when a request was due to the answer that it was too much. */
    Times shedMillis() {
      return Times.of(shedMicros);
    }

    private void add(Span other) {
      seconds += other.seconds;
      accepted += other.accepted;
      shed += other.shed;
      failed += other.failed;
      unsent += other.unsent;
      acceptedMicros.add(other.acceptedMicros);
      shedMicros.add(other.shedMicros);
    }
  }

  /** How long answers took, in milliseconds; all 0 when there were none. */
  record Times(double p50, double p99, double max) {
    private static Times of(Histogram micros) {
      return new Times(
          Figures.rounded(micros.getValueAtPercentile(50) / 1e3),
          Figures.rounded(micros.getValueAtPercentile(99) / 1e3),
          Figures.rounded(micros.getMaxValue() / 1e3));
    }
  }

  private final List<Span> seconds = new ArrayList<>();
  private long start;

  @Override
  public void began(long nanos) {
    start = nanos;
  }

  @Override
  public void answered(LoadConnection request, boolean acknowledged, long now) {
    answered(request.intended(), now, request.status(0), acknowledged, request.retryAfter());
  }

  void answered(long intended, long now, int status, boolean acknowledged, boolean retryAfter) {
    Span second = second(intended);
    long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(now - intended), 0, LONGEST_MICROS);
    if (acknowledged) {
      second.accepted++;
      second.acceptedMicros.recordValue(micros);
    } else if (status == UNAVAILABLE && retryAfter) {
      second.shed++;
      second.shedMicros.recordValue(micros);
    } else {
      second.failed++;
    }
  }

  @Override
  public void unsent(long intended) {
    second(intended).unsent++;
  }

  private Span second(long intended) {
    int number = (int) TimeUnit.NANOSECONDS.toSeconds(intended - start);
    while (seconds.size() <= number) {
      Span second = new Span();
      second.seconds = 1;
      seconds.add(second);
    }
    return seconds.get(number);
  }

  /** Each second from this one on, up to and without that one. */
  List<Span> seconds(long from, long until) {
    int end = (int) Math.min(until, seconds.size());
    return List.copyOf(seconds.subList((int) Math.min(from, end), end));
  }

  /** Those seconds together. */
  Span span(long from, long until) {
    Span all = new Span();
    seconds(from, until).forEach(all::add);
    return all;
  }
}
