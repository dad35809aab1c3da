package dev.postrider.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postrider.message.MessageId;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An endpoint has one alarm, the earliest it asked for. */
final class MachineTest {
  private static final Instant NOW = Driven.START;

  private final Books books = new Books(_ -> {}, 0);
  private final Machine machine =
      new Machine(
          DispatchConfig.DEFAULT,
          new SplittableRandom(1),
          _ -> {},
          books,
          new Tail(new MessageId(1)));

  private EndpointQueue queue(long id) {
    return new EndpointQueue(machine, Driven.endpoint(id, 1));
  }

  @Test
  void anEarlierAlarmTakesThePlaceOfALaterOne() {
    EndpointQueue queue = queue(1);
    machine.wakeAt(NOW.plusSeconds(100), queue);
    machine.wakeAt(NOW.plusSeconds(1), queue);
    machine.wakeAt(NOW.plusSeconds(50), queue);
    assertThat(machine.nextAlarm()).isEqualTo(NOW.plusSeconds(1));
    machine.advance(NOW.plusSeconds(1));
    machine.ring();
    assertThat(machine.nextAlarm()).as("nothing is left of the later ones").isNull();
  }

  @Test
  void endpointsDoNotShareAnAlarmOfTheSameInstant() {
    EndpointQueue first = queue(1);
    EndpointQueue second = queue(2);
    machine.wakeAt(NOW.plusSeconds(1), first);
    machine.wakeAt(NOW.plusSeconds(1), second);
    machine.silence(first);
    assertThat(machine.nextAlarm()).isEqualTo(NOW.plusSeconds(1));
    machine.silence(second);
    assertThat(machine.nextAlarm()).isNull();
  }
}
