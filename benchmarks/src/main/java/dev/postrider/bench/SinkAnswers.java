package dev.postrider.bench;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Decides how the sink answers each message, and counts. For the sink's thread; the parts say who
 * else may read.
 */
final class SinkAnswers {
  private final Tally tally;
  private final Latency latency;
  private final int measuredFrom;
  private final int failing;
  private final BitSet[] failed;
  private volatile Conduct conduct = Conduct.WELL;

  /**
   * @param failures the share of messages whose first attempt is answered 500
   * @param measuredFrom the first track whose times are measured
   */
  SinkAnswers(Tally tally, Latency latency, double failures, int measuredFrom) {
    if (!(failures >= 0 && failures <= 1)) {
      throw new IllegalArgumentException("failures: 0 to 1, not " + failures);
    }
    this.tally = tally;
    this.latency = latency;
    this.measuredFrom = measuredFrom;
    this.failing = (int) Math.round(failures * 0x1_0000);
    this.failed = new BitSet[tally.tracks()];
    Arrays.setAll(failed, _ -> new BitSet());
  }

  /** Behaves like this from now on. */
  void behave(Conduct like) {
    conduct = like;
  }

  /** Whether requests of one message have to be told apart by their paths. */
  boolean fansOut() {
    return tally.copies() > 1;
  }

  /**
   * What is said to this attempt.
   *
   * @param hook the number of the endpoint, where messages fan out
   */
  Conduct.Reply take(int message, int hook, int number, long intended, long now) {
    int track = message * tally.copies() + hook % tally.copies();
    if (chosenToFail(track, number) && !failed[track].get(number)) {
      failed[track].set(number);
      return Conduct.Reply.FAILURE;
    }
    Conduct.Reply reply = conduct.to(track, now);
    if (reply == Conduct.Reply.SUCCESS && tally.add(track, number) && track >= measuredFrom) {
      latency.record(intended, now);
    }
    return reply;
  }

  Tally tally() {
    return tally;
  }

  Latency latency() {
    return latency;
  }

  // By a hash and not by chance, so that two runs fail the same messages.
  private boolean chosenToFail(int track, int number) {
    long mixed = (track * 0x9E3779B97F4A7C15L + number) * 0xD1B54A32D192ED03L;
    return (mixed >>> 48) < failing;
  }
}
