package dev.postrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

/** Receivers that are disturbed, and receivers that count. */
final class ConductTest {

  @Test
  void theFirstHangTheNextFlapAndTheOthersAreWell() {
    Disturbance some = new Disturbance(1, 2, 5);
    assertThat(some.tracks()).isEqualTo(3);
    assertThat(replies(some, 0)).containsOnly(Conduct.Reply.SILENCE);
    assertThat(replies(some, 3)).containsOnly(Conduct.Reply.SUCCESS);
    for (int track : new int[] {1, 2}) {
      Conduct.Reply[] replies = replies(some, track);
      assertThat(replies).containsOnly(Conduct.Reply.SUCCESS, Conduct.Reply.FAILURE);
      assertThat(replies).haveExactly(10, is(Conduct.Reply.FAILURE));
    }
    assertThat(replies(some, 1)).isNotEqualTo(replies(some, 2));
  }

  /** What is said in each of twenty seconds. */
  private static Conduct.Reply[] replies(Conduct conduct, int track) {
    return IntStream.range(0, 20)
        .mapToObj(second -> conduct.to(track, TimeUnit.SECONDS.toNanos(second)))
        .toArray(Conduct.Reply[]::new);
  }

  private static Condition<Conduct.Reply> is(Conduct.Reply reply) {
    return new Condition<>(reply::equals, reply.toString());
  }

  @Test
  void aBurstCountsSecondsInAllAndAtOneReceiver() {
    Burst burst = new Burst(2, 1_000);
    assertThat(burst.to(0, 0)).isEqualTo(Conduct.Reply.SUCCESS);
    burst.to(0, 1_001);
    burst.to(1, 1_002);
    burst.to(1, 1_000 + TimeUnit.SECONDS.toNanos(2));
    burst.to(0, 1_001 + TimeUnit.SECONDS.toNanos(2));
    burst.to(0, 1_002 + TimeUnit.SECONDS.toNanos(2));
    burst.to(0, 1_003 + TimeUnit.SECONDS.toNanos(2));
    assertThat(burst.perSecond()).containsExactly(3, 0, 4);
    assertThat(burst.mostAtOne()).isEqualTo(3);
  }
}
