package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests are told apart by their answers and by the second in which they were due. */
final class TimelineTest {
  private final Timeline timeline = new Timeline();

  private void answered(long atMillis, long tookMillis, int status, boolean retryAfter) {
    long due = TimeUnit.MILLISECONDS.toNanos(atMillis);
    long now = due + TimeUnit.MILLISECONDS.toNanos(tookMillis);
    timeline.answered(due, now, status, status == 202, retryAfter);
  }

  @Test
  void onlyAnAnswerThatSaysWhenToComeAgainIsShed() {
    answered(0, 5, 202, false);
    answered(0, 7, 503, true);
    answered(0, 9, 503, false);
    answered(0, 9, 500, true);
    answered(0, 9, LoadConnection.UNANSWERED, true);
    timeline.unsent(0);
    Timeline.Span all = timeline.span(0, 1);
    assertThat(all.accepted()).isEqualTo(1);
    assertThat(all.shed()).isEqualTo(1);
    assertThat(all.failed()).isEqualTo(3);
    assertThat(all.unsent()).isEqualTo(1);
    assertThat(all.offered()).isEqualTo(5);
    assertThat(all.acceptedMillis().p99()).isCloseTo(5, within(0.1));
    assertThat(all.shedMillis().max()).isCloseTo(7, within(0.1));
  }

  @Test
  void aRequestBelongsToTheSecondInWhichItWasDue() {
    answered(999, 5_000, 202, false);
    answered(1_000, 1, 202, false);
    answered(3_500, 1, 503, true);
    assertThat(timeline.seconds(0, 9).stream().map(Timeline.Span::accepted))
        .containsExactly(1L, 1L, 0L, 0L);
    Timeline.Span later = timeline.span(1, 9);
    assertThat(later.seconds()).isEqualTo(3);
    assertThat(later.accepted()).isEqualTo(1);
    assertThat(later.acceptedMillis().max()).isCloseTo(1, within(0.1));
    assertThat(later.shed()).isEqualTo(1);
    assertThat(timeline.span(7, 9).acceptedMillis()).isEqualTo(new Timeline.Times(0, 0, 0));
  }

  @Test
  void stepsFollowOneAnotherWithoutAGap() {
    Pace.Steps steps =
        new Pace.Steps(
            List.of(
                new Pace.Steps.Step(10, Duration.ofSeconds(2)),
                new Pace.Steps.Step(100, Duration.ofSeconds(1)),
                new Pace.Steps.Step(1, Duration.ofSeconds(3))));
    assertThat(steps.messages()).isEqualTo(123);
    assertThat(steps.due(0, 7)).isEqualTo(7);
    assertThat(steps.due(19, 7)).isEqualTo(7 + 1_900_000_000L);
    assertThat(steps.due(20, 7)).isEqualTo(7 + 2_000_000_000L);
    assertThat(steps.due(119, 7)).isEqualTo(7 + 2_990_000_000L);
    assertThat(steps.due(122, 7)).isEqualTo(7 + 5_000_000_000L);
  }
}
