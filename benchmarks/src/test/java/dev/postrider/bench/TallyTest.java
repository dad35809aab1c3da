package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private static final Template TEMPLATE = new Template(new byte[0], 0);

  @Test
  void inOrderIsNothingToReport() {
    Tally tally = received(true, 0, 1, 2, 3);
    assertThat(tally.received()).isEqualTo(4);
    assertThat(tally.duplicated()).isZero();
    assertThat(tally.outOfOrder()).isZero();
  }

  @Test
  void aMessageThatComesTwiceIsDuplicatedAndNotOutOfOrder() {
    Tally tally = received(true, 0, 1, 0, 1, 2);
    assertThat(tally.received()).isEqualTo(3);
    assertThat(tally.duplicated()).isEqualTo(2);
    assertThat(tally.outOfOrder()).isZero();
  }

  @Test
  void everyMessageThatComesAfterALaterOneIsOutOfOrder() {
    assertThat(received(true, 0, 3, 1, 2, 4).outOfOrder()).isEqualTo(2);
    assertThat(received(true, 2, 1, 0).outOfOrder()).isEqualTo(2);
  }

  @Test
  void withoutLanesOrderMeansNothing() {
    assertThat(received(false, 3, 2, 1, 0).outOfOrder()).isZero();
  }

  @Test
  void gapsAreNoDisorder() {
    assertThat(received(true, 5, 90, 1_000).outOfOrder()).isZero();
  }

  @Test
  void tracksAreCountedApart() {
    Tally tally = new Tally(2, true, 1);
    tally.add(0, 7);
    tally.add(1, 3);
    tally.add(0, 8);
    assertThat(tally.received()).isEqualTo(3);
    assertThat(tally.outOfOrder()).isZero();
    assertThat(tally.duplicated()).isZero();
  }

  @Test
  void lostIsWhatWasAcknowledgedAndNeverCame() {
    Tracks sent = new Tracks(List.of(TEMPLATE, TEMPLATE), true);
    IntStream.range(0, 10).forEach(number -> sent.answered(0, number, 202));
    sent.answered(1, 0, 503);
    sent.answered(1, 1, -1);
    sent.answered(1, 2, 202);
    Tally tally = new Tally(2, true, 1);
    IntStream.range(0, 8).forEach(number -> tally.add(0, number));
    tally.add(1, 0);

    assertThat(tally.lost(sent)).isEqualTo(3);
    assertThat(sent.accepted()).isEqualTo(11);
    assertThat(sent.refused()).isEqualTo(2);
  }

  @Test
  void aMessageForSeveralEndpointsIsLostAtEachOfThemApart() {
    Tracks sent = new Tracks(List.of(TEMPLATE), false);
    sent.answered(0, 0, 202);
    sent.answered(0, 1, 202);
    Tally tally = new Tally(1, false, 3);
    SinkAnswers receiver = new SinkAnswers(tally, new Latency(), 0, 0);
    receiver.take(0, 0, 0, 0, 1);
    receiver.take(0, 1, 0, 0, 1);
    receiver.take(0, 2, 0, 0, 1);
    receiver.take(0, 2, 1, 0, 1);
    receiver.take(0, 2, 1, 0, 1);
    assertThat(tally.received()).isEqualTo(4);
    assertThat(tally.duplicated()).isEqualTo(1);
    assertThat(tally.lost(sent)).isEqualTo(2);
  }

  private static Tally received(boolean ordered, int... numbers) {
    Tally tally = new Tally(1, ordered, 1);
    for (int number : numbers) {
      tally.add(0, number);
    }
    return tally;
  }
}
