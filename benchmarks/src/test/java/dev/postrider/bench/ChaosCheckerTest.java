package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories with one thing wrong in them: the checker finds it, and nothing else. */
final class ChaosCheckerTest {
  /** Application 0 has an ordering key per track, application 1 has none; two endpoints each. */
  private static final ChaosShape SHAPE = new ChaosShape(2, 1, 2, 600, 1);

  private static final int LANE = 0;
  private static final int LOOSE = 1;
  private static final int MESSAGES = 10;

  private final ChaosSent sent = new ChaosSent(SHAPE.allTracks());
  private final ChaosReceived received = new ChaosReceived(SHAPE.allEndpoints(), SHAPE.allTracks());
  private final ChaosFindings findings = new ChaosFindings();
  private final List<ChaosEvent> events = new ArrayList<>();

  @Test
  void aWholeHistoryHasNothingWrongInIt() {
    publishAll();
    receiveAll(LANE, 0);
    receiveAll(LANE, 1);
    receiveAll(LOOSE, 2);
    receiveAll(LOOSE, 3);
    assertThat(check()).isEqualTo(new ChaosChecker.Repeated(0, 0));
    assertThat(findings.told()).isEmpty();
    assertThat(ChaosChecker.outstanding(SHAPE, sent, received)).isZero();
  }

  @Test
  void findsWhatAnEndpointNeverGot() {
    publishAll();
    receiveAll(LANE, 0);
    for (int number = 0; number < MESSAGES; number++) {
      if (number != 6) {
        receive(1, LANE, number);
      }
    }
    receiveAll(LOOSE, 2);
    receiveAll(LOOSE, 3);
    var _ = check();
    onlyOne(ChaosBreach.LOST, "endpoint 1, track 0, number 6");
    assertThat(ChaosChecker.outstanding(SHAPE, sent, received)).isEqualTo(1);
  }

  @Test
  void missesNothingThatWasNeverAcknowledged() {
    publishAll();
    int number = sent.begin(LANE);
    sent.sending(LANE, number, hash(LANE, number));
    receiveEverythingPublished();
    var _ = check();
    assertThat(findings.told()).isEmpty();
    // It may arrive all the same, and then it is no phantom.
    receive(0, LANE, number);
    var _ = check();
    assertThat(findings.told()).isEmpty();
  }

  @Test
  void findsWhatOvertookAnotherInItsLane() {
    publishAll();
    for (int number : new int[] {0, 1, 2, 4, 3, 5, 6, 7, 8, 9}) {
      receive(0, LANE, number);
      receive(2, LOOSE, number);
    }
    receiveAll(LANE, 1);
    receiveAll(LOOSE, 3);
    var _ = check();
    // Without an ordering key there is no order.
    onlyOne(ChaosBreach.OUT_OF_ORDER, "endpoint 0, track 0, number 4");
  }

  @Test
  void aRepetitionNearADisturbanceIsExplained() {
    publishAll();
    events.add(event(ChaosKind.KILL_SERVER, 1_000, 1_000));
    receiveUpTo(0, LANE, 5);
    receive(0, LANE, 5);
    receiveRest();
    assertThat(check()).isEqualTo(new ChaosChecker.Repeated(1, 1));
    assertThat(findings.told()).isEmpty();
  }

  @Test
  void aRepetitionOutOfTheBlueIsNot() {
    publishAll();
    events.add(event(ChaosKind.KILL_SERVER, 600_000, 600_000));
    receiveUpTo(0, LANE, 5);
    receive(0, LANE, 5);
    receiveRest();
    assertThat(check()).isEqualTo(new ChaosChecker.Repeated(1, 0));
    onlyOne(ChaosBreach.REPEATED, "endpoint 0, track 0, number 5");
  }

  @Test
  void saysForHowLongNothingWouldHaveExplainedARepetition() {
    assertThat(ChaosChecker.calmMillis(events, 100_000)).isEqualTo(100_000);
    events.add(event(ChaosKind.STOP_SERVER, 20_000, 30_000));
    events.add(event(ChaosKind.KILL_SERVER, 25_000, 25_000));
    // As close as this, and there is nothing left between them.
    events.add(event(ChaosKind.KILL_SERVER, 35_000, 36_000));
    events.add(event(ChaosKind.KILL_SERVER, 50_000, 60_000));
    assertThat(ChaosChecker.calmMillis(events, 100_000)).isEqualTo(17_000 + 8_000 + 37_000);
    events.add(new ChaosEvent(ChaosKind.STOP_POSTGRES, "never over", 80_000, 1));
    assertThat(ChaosChecker.calmMillis(events, 100_000)).isEqualTo(17_000 + 8_000 + 14_000);
  }

  @Test
  void aCrashRepeatsNoMoreThanTheHeadOfALane() {
    publishAll();
    events.add(event(ChaosKind.KILL_SERVER, 1_000, 1_000));
    receiveUpTo(0, LANE, 5);
    receive(0, LANE, 4);
    receiveRest();
    assertThat(check()).isEqualTo(new ChaosChecker.Repeated(1, 1));
    onlyOne(ChaosBreach.REWOUND, "endpoint 0, track 0, number 4");
  }

  @Test
  void aNetworkMayHoldAnOldCopyBack() {
    publishAll();
    events.add(event(ChaosKind.CUT_NETWORK, 1_000, 2_000));
    receiveUpTo(0, LANE, 5);
    receive(0, LANE, 4);
    receiveRest();
    var _ = check();
    assertThat(findings.told()).isEmpty();
  }

  @Test
  void findsOtherBytes() {
    publishAll();
    receiveRest();
    received.took(0, LANE, 3, new ChaosReceived.Copy(id(LANE, 3), 4711, millis(3)));
    events.add(event(ChaosKind.KILL_SERVER, 1_000, 1_000));
    var _ = check();
    assertThat(findings.count(ChaosBreach.ALTERED)).isEqualTo(1);
  }

  @Test
  void findsBytesThatWereNeverSentEvenInTheFirstCopy() {
    publishAll();
    received.took(0, LANE, 0, new ChaosReceived.Copy(id(LANE, 0), 4711, millis(0)));
    receiveRest();
    var _ = check();
    assertThat(findings.count(ChaosBreach.ALTERED)).isPositive();
  }

  @Test
  void findsAMessageThatWasPublishedTwice() {
    publishAll();
    events.add(event(ChaosKind.KILL_SERVER, 1_000, 1_000));
    receiveUpTo(0, LANE, 5);
    received.took(0, LANE, 5, new ChaosReceived.Copy(99, hash(LANE, 5), millis(5)));
    receiveRest();
    var _ = check();
    onlyOne(ChaosBreach.TWIN, "endpoint 0, track 0, number 5");
  }

  @Test
  void findsAnIdThatTheApiNeverGave() {
    publishAll();
    received.took(0, LANE, 0, new ChaosReceived.Copy(99, hash(LANE, 0), millis(0)));
    receiveRest();
    var _ = check();
    assertThat(findings.count(ChaosBreach.TWIN)).isPositive();
  }

  @Test
  void findsWhatNobodySent() {
    publishAll();
    receiveEverythingPublished();
    receive(0, LANE, MESSAGES);
    var _ = check();
    onlyOne(ChaosBreach.PHANTOM, "endpoint 0, track 0, number 10");
  }

  @Test
  void findsWhatWentToAnotherApplication() {
    publishAll();
    receiveEverythingPublished();
    receive(2, LANE, 0);
    var _ = check();
    onlyOne(ChaosBreach.PHANTOM, "endpoint 2 got messages of track 0");
  }

  @Test
  void findsStrangers() {
    publishAll();
    receiveEverythingPublished();
    received.stranger("endpoint 0 got something");
    var _ = check();
    onlyOne(ChaosBreach.PHANTOM, "endpoint 0 got something");
  }

  @Test
  void recoveryCountsFromTheEndOfADisturbance() {
    var event = new ChaosEvent(ChaosKind.STOP_SERVER, "SIGSTOP", 1_000, 2);
    event.acknowledged(900, 1_500);
    event.end(3_000);
    // Posted before the end, whenever the answer came.
    event.acknowledged(2_900, 3_100);
    event.received(0, 2_900, 3_100);
    assertThat(event.over()).isFalse();
    event.acknowledged(3_050, 3_200);
    event.received(1, 3_050, 3_300);
    assertThat(event.over()).isFalse();
    event.received(0, 3_060, 3_700);
    assertThat(event.over()).isTrue();
    assertThat(event.account(true))
        .isEqualTo(
            new ChaosEvent.Account("stop-server", "SIGSTOP", 1_000, 3_000, 200, 300, 700, true));
  }

  private ChaosChecker.Repeated check() {
    return new ChaosChecker(SHAPE, sent, received, events, findings).check();
  }

  private void onlyOne(ChaosBreach breach, String text) {
    assertThat(findings.told()).hasSize(1);
    assertThat(findings.told().getFirst().breach()).isEqualTo(breach);
    assertThat(findings.told().getFirst().text()).startsWith(text);
  }

  private void publishAll() {
    for (int track : new int[] {LANE, LOOSE}) {
      for (int i = 0; i < MESSAGES; i++) {
        int number = sent.begin(track);
        sent.sending(track, number, hash(track, number));
        sent.acknowledged(track, number, id(track, number), millis(number));
      }
    }
  }

  private void receiveEverythingPublished() {
    receiveAll(LANE, 0);
    receiveAll(LANE, 1);
    receiveAll(LOOSE, 2);
    receiveAll(LOOSE, 3);
  }

  /** What has not come yet, in order. */
  private void receiveRest() {
    for (int endpoint = 0; endpoint < SHAPE.allEndpoints(); endpoint++) {
      int track = SHAPE.applicationOfEndpoint(endpoint);
      for (int number = 0; number < MESSAGES; number++) {
        if (!received.has(endpoint, track, number)) {
          receive(endpoint, track, number);
        }
      }
    }
  }

  private void receiveAll(int track, int endpoint) {
    receiveUpTo(endpoint, track, MESSAGES - 1);
  }

  private void receiveUpTo(int endpoint, int track, int last) {
    for (int number = 0; number <= last; number++) {
      receive(endpoint, track, number);
    }
  }

  private void receive(int endpoint, int track, int number) {
    var _ =
        received.took(
            endpoint,
            track,
            number,
            new ChaosReceived.Copy(id(track, number), hash(track, number), millis(number)));
  }

  /** Over as soon as it ended. */
  private static ChaosEvent event(ChaosKind kind, int from, int until) {
    var event = new ChaosEvent(kind, "for the test", from, 1);
    event.end(until);
    event.acknowledged(until, until);
    event.received(0, until, until);
    return event;
  }

  private static int millis(int number) {
    return 1_000 + number;
  }

  private static long id(int track, int number) {
    return 1_000L * (track + 1) + number;
  }

  private static int hash(int track, int number) {
    return (track + 1) * 31 + number;
  }
}
