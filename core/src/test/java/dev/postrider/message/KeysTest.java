package dev.postrider.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");

  @Test
  void aKeyHoldsItsTimeToTheMicrosecond() {
    assertThat(new MessageId(new Keys(() -> NOW, 0).next()).time()).isEqualTo(NOW);
  }

  @Test
  void keysRiseWhileTheClockStandsStillOrGoesBack() {
    var clock = new Instant[] {NOW};
    var keys = new Keys(() -> clock[0], 0);
    long first = keys.next();
    long second = keys.next();
    clock[0] = NOW.minusSeconds(3600);
    long third = keys.next();
    assertThat(List.of(first, second, third)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void keysStartAboveWhatExists() {
    long floor = Keys.floorOf(NOW.plusSeconds(60));
    var keys = new Keys(() -> NOW, floor);
    assertThat(keys.next()).isEqualTo(floor + 1);
    keys.raise(floor + 10);
    assertThat(keys.next()).isEqualTo(floor + 11);
  }

  @Test
  void publicIdsReadBackAndSortAsTheirKeys() {
    var random = new SplittableRandom(7);
    List<MessageId> ids = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(new MessageId(random.nextLong(1, Long.MAX_VALUE)));
    }
    ids.sort(null);
    List<String> texts = ids.stream().map(MessageId::toString).toList();
    assertThat(texts).isSorted().allMatch(t -> t.matches("msg_[0-9A-Za-z]{27}"));
    assertThat(texts.stream().map(t -> MessageId.parse(t).orElseThrow())).isEqualTo(ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "msg_",
        "msg_000000000000000000000000000",
        "msg_zzzzzzzzzzzzzzzzzzzzzzzzzzz",
        "msg_00000000000000000000000000-",
        "msg_0000000000000000000000000é0",
        "ep_7HNjhQczUEspZb4Z6cD2cGoZxWD"
      })
  void whatIsNoIdIsRefused(String text) {
    assertThat(MessageId.parse(text)).isEmpty();
  }

  @Test
  void aMistypedIdIsRefused() {
    String id = new MessageId(new Keys(() -> NOW, 0).next()).toString();
    String mistyped = id.substring(0, id.length() - 1) + (id.endsWith("a") ? "b" : "a");
    assertThat(MessageId.parse(mistyped)).isEmpty();
  }

  @Test
  void everyOrderingKeyHasALane() {
    assertThat(Lane.of(null)).isEqualTo(Lane.NONE);
    assertThat(Lane.of("session-1")).isNotEqualTo(Lane.NONE).isNotEqualTo(Lane.of("session-2"));
    assertThat(Lane.of("")).isNotEqualTo(Lane.NONE);
  }
}
