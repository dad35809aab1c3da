package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class SinkAnswersTest {

  @Test
  void aChosenMessageFailsOnceAndThenCounts() {
    SinkAnswers receiver = receiver(1.0);
    assertThat(receiver.take(0, 0, 0, 0, 1)).isEqualTo(Conduct.Reply.FAILURE);
    assertThat(receiver.tally().received()).isZero();
    assertThat(receiver.take(0, 0, 0, 0, 2)).isEqualTo(Conduct.Reply.SUCCESS);
    assertThat(receiver.tally().received()).isEqualTo(1);
  }

  @Test
  void theShareOfFailuresIsMetAndRepeatable() {
    assertThat(failures(0.05)).isBetween(400, 600).isEqualTo(failures(0.05));
    assertThat(failures(0)).isZero();
  }

  @Test
  void timesCountFromTheIntendedSendTime() {
    SinkAnswers receiver = receiver(0);
    receiver.latency().restart(1_000);
    receiver.take(0, 0, 0, 999, TimeUnit.SECONDS.toNanos(9));
    receiver.take(0, 0, 1, 1_000, 1_000 + TimeUnit.MILLISECONDS.toNanos(5));
    receiver.take(0, 0, 1, 1_000, TimeUnit.SECONDS.toNanos(9));
    Histogram measured = receiver.latency().take();
    assertThat(measured.getTotalCount()).isEqualTo(1);
    assertThat(Latency.Millis.of(measured).p99()).isCloseTo(5, Percentage.withPercentage(1));
  }

  @Test
  void whatIsNotTakenDoesNotCountAndDisturbedTracksAreNotMeasured() {
    SinkAnswers receiver = new SinkAnswers(new Tally(2, false, 1), new Latency(), 0, 1);
    receiver.latency().restart(0);
    receiver.behave((track, _) -> track == 0 ? Conduct.Reply.SILENCE : Conduct.Reply.SUCCESS);
    assertThat(receiver.take(0, 0, 0, 0, 1)).isEqualTo(Conduct.Reply.SILENCE);
    assertThat(receiver.tally().received()).isZero();
    receiver.behave(Conduct.WELL);
    assertThat(receiver.take(0, 0, 0, 0, 1)).isEqualTo(Conduct.Reply.SUCCESS);
    assertThat(receiver.take(1, 0, 0, 0, 1)).isEqualTo(Conduct.Reply.SUCCESS);
    assertThat(receiver.tally().received()).isEqualTo(2);
    assertThat(receiver.latency().take().getTotalCount()).isEqualTo(1);
  }

  private static int failures(double share) {
    SinkAnswers receiver = receiver(share);
    int failed = 0;
    for (int number = 0; number < 10_000; number++) {
      failed += receiver.take(0, 0, number, 0, 1) == Conduct.Reply.SUCCESS ? 0 : 1;
    }
    return failed;
  }

  private static SinkAnswers receiver(double failures) {
    return new SinkAnswers(new Tally(1, false, 1), new Latency(), failures, 0);
  }
}
